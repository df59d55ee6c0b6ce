// Everything here works without this file: it only spares a second press, leads to what is wrong, and tells a shop's
// page how high its frame must be.
addEventListener('submit', (event) => {
  const button = event.target.querySelector('button');
  if (button.getAttribute('aria-disabled')) event.preventDefault();
  else button.setAttribute('aria-disabled', 'true');
});
addEventListener('pageshow', () => document.querySelector('button[aria-disabled]')?.removeAttribute('aria-disabled'));
document.querySelector('.notice[tabindex]')?.focus();
if (parent !== window) {
  const tell = () => parent.postMessage({ heed: 'height', height: document.body.scrollHeight }, '*');
  new ResizeObserver(tell).observe(document.body);
}

// What customers said of a product: <heed-reviews storefront="" product=""></heed-reviews>. See docs/display.md.
(() => {
  'use strict';
  if (customElements.get('heed-reviews')) return;

  // title | ratings | more | verified | answer | none | failed | again | all | loading
  const WORDS = {
    en: 'Customer reviews|Ratings|More reviews|Verified purchase|Answer from the shop|No reviews yet.|The reviews could not be loaded.|Try again|All reviews|Loading…',
    lv: 'Klientu atsauksmes|Vērtējumi|Vairāk atsauksmju|Apstiprināts pirkums|Veikala atbilde|Atsauksmju vēl nav.|Atsauksmes neizdevās ielādēt.|Mēģināt vēlreiz|Visas atsauksmes|Ielādē…',
    sl: 'Mnenja strank|Ocene|Več mnenj|Preverjen nakup|Odgovor trgovine|Mnenj še ni.|Mnenj ni bilo mogoče naložiti.|Poskusi znova|Vsa mnenja|Nalaganje…',
    de: 'Kundenbewertungen|Bewertungen|Weitere Bewertungen|Verifizierter Kauf|Antwort des Shops|Noch keine Bewertungen.|Die Bewertungen konnten nicht geladen werden.|Erneut versuchen|Alle Bewertungen|Wird geladen…',
    fr: 'Avis clients|Notes|Plus d’avis|Achat vérifié|Réponse de la boutique|Pas encore d’avis.|Les avis n’ont pas pu être chargés.|Réessayer|Tous les avis|Chargement…',
    es: 'Opiniones de clientes|Valoraciones|Más opiniones|Compra verificada|Respuesta de la tienda|Aún no hay opiniones.|No se pudieron cargar las opiniones.|Reintentar|Todas las opiniones|Cargando…',
    it: 'Recensioni dei clienti|Valutazioni|Altre recensioni|Acquisto verificato|Risposta del negozio|Ancora nessuna recensione.|Impossibile caricare le recensioni.|Riprova|Tutte le recensioni|Caricamento…',
    pt: 'Avaliações de clientes|Classificações|Mais avaliações|Compra verificada|Resposta da loja|Ainda não há avaliações.|Não foi possível carregar as avaliações.|Tentar de novo|Todas as avaliações|A carregar…',
    nl: 'Klantbeoordelingen|Beoordelingen|Meer beoordelingen|Geverifieerde aankoop|Antwoord van de winkel|Nog geen beoordelingen.|De beoordelingen konden niet worden geladen.|Opnieuw proberen|Alle beoordelingen|Laden…',
    pl: 'Opinie klientów|Oceny|Więcej opinii|Potwierdzony zakup|Odpowiedź sklepu|Nie ma jeszcze opinii.|Nie udało się wczytać opinii.|Spróbuj ponownie|Wszystkie opinie|Wczytywanie…',
    lt: 'Klientų atsiliepimai|Įvertinimai|Daugiau atsiliepimų|Patvirtintas pirkimas|Parduotuvės atsakymas|Atsiliepimų dar nėra.|Nepavyko įkelti atsiliepimų.|Bandyti dar kartą|Visi atsiliepimai|Įkeliama…',
    et: 'Klientide arvustused|Hinnangud|Rohkem arvustusi|Kinnitatud ost|Poe vastus|Arvustusi veel pole.|Arvustusi ei õnnestunud laadida.|Proovi uuesti|Kõik arvustused|Laadimine…',
    hr: 'Recenzije kupaca|Ocjene|Više recenzija|Potvrđena kupnja|Odgovor trgovine|Još nema recenzija.|Recenzije se nisu mogle učitati.|Pokušaj ponovno|Sve recenzije|Učitavanje…',
    ru: 'Отзывы покупателей|Оценки|Ещё отзывы|Подтверждённая покупка|Ответ магазина|Отзывов пока нет.|Не удалось загрузить отзывы.|Повторить|Все отзывы|Загрузка…',
    sk: 'Recenzie zákazníkov|Hodnotenia|Viac recenzií|Overený nákup|Odpoveď obchodu|Zatiaľ žiadne recenzie.|Recenzie sa nepodarilo načítať.|Skúsiť znova|Všetky recenzie|Načítava sa…',
  };
  const KEYS = ['title', 'ratings', 'more', 'verified', 'answer', 'none', 'failed', 'again', 'all', 'loading'];
  const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/i;

  const STYLE = `
:host{display:block;font:inherit;font-family:var(--heed-font,inherit);color:var(--heed-color,inherit);background:var(--heed-background,transparent);--edge:var(--heed-border,color-mix(in srgb,currentColor 22%,transparent));--soft:var(--heed-muted,color-mix(in srgb,currentColor 78%,transparent));--star:var(--heed-accent,#b45309);--round:var(--heed-radius,8px)}
@supports (color:light-dark(#000,#fff)){:host{--star:var(--heed-accent,light-dark(#b45309,#f59e0b))}}
:host([hidden]){display:none}
*{box-sizing:border-box}
h2,h3,p,ul{margin:0;padding:0;font-size:inherit}
ul{list-style:none}
.title{font-size:1.25em;font-weight:700;margin-block-end:.75em}
.top{display:flex;flex-wrap:wrap;gap:1em 2.5em;align-items:center;margin-block-end:1em}
.mean{font-size:2.6em;font-weight:700;line-height:1}
.stars{color:var(--star);letter-spacing:.08em;white-space:nowrap;unicode-bidi:isolate}
.soft{color:var(--soft);font-size:.875em}
.bars{flex:1 1 14em;max-width:24em}
button{font:inherit;color:inherit;background:none;border:1px solid var(--edge);border-radius:var(--round);padding:.55em 1em;min-height:44px;cursor:pointer}
button:hover{border-color:currentColor}
button:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--star);outline-offset:2px}
.bars button{display:grid;grid-template-columns:2.6em 1fr 3.5em;gap:.75em;align-items:center;width:100%;min-height:28px;padding:.1em .5em;border-color:transparent;text-align:start}
.bars button:hover,.bars button[aria-pressed=true]{border-color:currentColor}
.bar{height:.55em;border-radius:1em;background:color-mix(in srgb,currentColor 14%,transparent);overflow:hidden}
.bar i{display:block;height:100%;width:0;background:var(--star)}
.n{font-variant-numeric:tabular-nums}
.review{border-block-start:1px solid var(--edge);padding-block:1.1em}
.head{display:flex;flex-wrap:wrap;gap:.25em 1em;align-items:baseline;margin-block-end:.35em}
.name{font-weight:600;margin-block-end:.25em}
.text{white-space:pre-line;overflow-wrap:anywhere;max-width:68ch}
.answer{margin-block-start:.9em;padding:.8em 1em;border-inline-start:3px solid var(--star);background:color-mix(in srgb,currentColor 5%,transparent);border-radius:var(--round);max-width:68ch}
.foot{margin-block-start:.5em}
[hidden]{display:none!important}
@media (prefers-reduced-motion:no-preference){.bar i{transition:width .3s}}`;

  let sheet;
  function dress(root) {
    try {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
      }
      root.adoptedStyleSheets = [sheet];
    } catch (e) {
      root.append(make('style', {}, STYLE));
    }
  }

  // The only maker of elements: whatever a customer wrote is text, never markup.
  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(name, '');
      else if (value != null && value !== false) element.setAttribute(name, value);
    }
    element.append(...inside.filter((part) => part instanceof Node || (part && part !== true)));
    return element;
  }

  const script = document.currentScript;
  const HOME = script && script.src ? new URL(script.src).origin : '';

  class HeedReviews extends HTMLElement {
    static get observedAttributes() {
      return ['base', 'storefront', 'product', 'lang', 'limit'];
    }

    constructor() {
      super();
      dress(this.attachShadow({mode: 'open'}));
    }

    connectedCallback() {
      this.begin();
    }

    disconnectedCallback() {
      this.turn = 0;
    }

    attributeChangedCallback(name, before, now) {
      if (this.isConnected && this.turn && before !== now) this.begin();
    }

    begin() {
      const near = this.closest('[lang]');
      const language = ((near && near.lang) || navigator.language || 'en').replace(/_/g, '-');
      const primary = language.split(/[^a-z]/i)[0].toLowerCase();
      const known = Object.hasOwn(WORDS, primary);
      const words = WORDS[known ? primary : 'en'].split('|');
      this.words = Object.fromEntries(KEYS.map((key, i) => [key, words[i]]));
      // Words that are not there in a language are English, and say so.
      this.speaks = known ? language : 'en';
      try {
        Intl.getCanonicalLocales(language);
      } catch (e) {
        this.speaks = known ? primary : 'en';
      }
      this.rightToLeft = RIGHT_TO_LEFT.test(language) || getComputedStyle(this).direction === 'rtl';
      this.stars = null;
      this.frame();
      this.load();
    }

    frame() {
      const level = /^[1-6]$/.test(this.getAttribute('heading')) ? this.getAttribute('heading') : '2';
      this.top = make('div', {class: 'top', hidden: true});
      this.state = make('p', {role: 'status', class: 'soft'});
      this.again = make('button', {type: 'button', hidden: true}, this.words.again);
      this.list = make('ul', {part: 'list'});
      this.more = make('button', {type: 'button', part: 'more', hidden: true}, this.words.more);
      this.again.addEventListener('click', () => this.load(this.next));
      this.more.addEventListener('click', () => this.load(this.next));
      const section = make('section', {'aria-labelledby': 'title', lang: this.speaks, dir: this.rightToLeft ? 'rtl' : 'ltr'},
        make('h' + level, {id: 'title', class: 'title', part: 'title'}, this.words.title),
        this.top, make('slot', {name: 'note'}), this.list, this.state, make('div', {class: 'foot'}, this.again, this.more));
      this.shadowRoot.replaceChildren(...this.shadowRoot.querySelectorAll('style'), section);
    }

    async load(cursor) {
      const turn = (HeedReviews.turns = (HeedReviews.turns || 0) + 1);
      this.turn = turn;
      this.next = cursor;
      this.again.hidden = true;
      this.say(this.words.loading);
      this.list.setAttribute('aria-busy', 'true');
      try {
        const answer = await fetch(this.address(cursor), {credentials: 'omit'});
        if (!answer.ok) throw new Error('status ' + answer.status);
        const page = await answer.json();
        if (this.turn === turn) this.show(page, cursor);
      } catch (e) {
        if (this.turn === turn) this.fail();
      }
    }

    address(cursor) {
      const query = new URLSearchParams({limit: this.getAttribute('limit') || '5'});
      if (this.getAttribute('storefront')) query.set('storefront', this.getAttribute('storefront'));
      if (this.stars) query.set('stars', this.stars);
      if (cursor) query.set('cursor', cursor);
      const base = (this.getAttribute('base') || HOME).replace(/\/+$/, '');
      return base + '/v1/products/' + encodeURIComponent(this.getAttribute('product') || '') + '/reviews?' + query;
    }

    say(text) {
      this.state.textContent = text;
    }

    fail() {
      this.list.removeAttribute('aria-busy');
      this.more.hidden = true;
      this.again.hidden = false;
      this.say(this.words.failed);
    }

    show(page, cursor) {
      this.list.removeAttribute('aria-busy');
      const items = page.items.map((review) => this.review(review));
      const hadFocus = this.shadowRoot.activeElement;
      if (!cursor) {
        this.list.replaceChildren();
        this.sum(page.rating);
      }
      this.list.append(...items);
      this.next = page.nextCursor;
      this.more.hidden = !page.nextCursor;
      this.say(this.list.children.length ? '' : this.words.none);
      if (cursor && hadFocus === this.more && this.more.hidden && items[0]) items[0].firstChild.focus();
    }

    sum(rating) {
      this.top.hidden = !rating.count;
      if (!rating.count) return;
      const mean = this.number(rating.average, {minimumFractionDigits: 1, maximumFractionDigits: 1});
      const most = Math.max(...Object.values(rating.distribution));
      const bars = [5, 4, 3, 2, 1].map((stars) => this.bar(stars, rating.distribution[stars] || 0, most));
      const all = make('button', {type: 'button', hidden: !this.stars}, this.words.all);
      all.addEventListener('click', () => this.only(null));
      const focused = this.shadowRoot.activeElement;
      const again = focused && focused.dataset.stars;
      this.top.replaceChildren(
        make('div', {},
          make('p', {class: 'mean'}, mean),
          this.drawn(rating.average, mean + ' / 5'),
          make('p', {class: 'soft'}, this.words.ratings + ': ' + this.number(rating.count))),
        make('ul', {class: 'bars', part: 'distribution'}, ...bars),
        all);
      // The bars are new, and whoever pressed one is still there.
      if (again) this.top.querySelector('[data-stars="' + again + '"]').focus();
      else if (focused && !focused.isConnected) this.top.querySelector('button').focus();
    }

    bar(stars, n, most) {
      const filled = make('i', {});
      filled.style.width = (most ? (100 * n) / most : 0) + '%';
      const button = make('button', {type: 'button', 'data-stars': stars, 'aria-pressed': String(this.stars === stars), 'aria-label': stars + ' / 5: ' + this.number(n)},
        make('span', {}, stars, make('span', {class: 'stars'}, ' ★')), make('span', {class: 'bar'}, filled), make('span', {class: 'n'}, this.number(n)));
      button.addEventListener('click', () => this.only(this.stars === stars ? null : stars));
      return make('li', {}, button);
    }

    only(stars) {
      this.stars = stars;
      this.load();
    }

    review(review) {
      const own = {lang: review.language, dir: 'auto'};
      return make('li', {class: 'review', part: 'review'}, make('article', {tabindex: '-1'},
        make('div', {class: 'head'},
          review.rating && this.rating(review),
          review.verified && make('span', {class: 'soft'}, '✓ ' + this.words.verified),
          review.source && make('span', {class: 'soft', part: 'source'}, review.source.name),
          make('time', {class: 'soft', datetime: review.at}, this.date(review.at))),
        review.title && make('p', {class: 'name', ...own}, review.title),
        review.text && make('p', {class: 'text', ...own}, review.text),
        ...review.answers.map((answer) => make('div', {class: 'answer', part: 'answer'},
          make('p', {class: 'head'}, make('strong', {}, this.words.answer), make('time', {class: 'soft', datetime: answer.at}, this.date(answer.at))),
          make('p', {class: 'text', lang: answer.language, dir: 'auto'}, answer.text)))));
    }

    rating(review) {
      if (review.stars) return this.drawn(review.stars, review.stars + ' / 5');
      const up = review.rating.value > 0;
      return make('span', {role: 'img', 'aria-label': (up ? 1 : 0) + ' / 1'}, up ? '👍' : '👎');
    }

    drawn(value, label) {
      const full = Math.round(value);
      return make('span', {class: 'stars', role: 'img', 'aria-label': label}, '★★★★★'.slice(0, full) + '☆☆☆☆☆'.slice(full));
    }

    number(value, how) {
      return new Intl.NumberFormat(this.speaks, how).format(value);
    }

    date(at) {
      return new Intl.DateTimeFormat(this.speaks, {dateStyle: 'medium'}).format(new Date(at));
    }
  }

  customElements.define('heed-reviews', HeedReviews);

  if (script && script.dataset.product) {
    const element = document.createElement('heed-reviews');
    for (const name of ['base', 'storefront', 'product', 'lang', 'limit', 'heading']) {
      if (script.dataset[name]) element.setAttribute(name, script.dataset[name]);
    }
    script.after(element);
  }
})();

// The strings of one language. A string with forms is chosen by the language's own rule for numbers.
const LANGUAGES = { en: "English", lv: "Latviešu", sl: "Slovenščina", de: "Deutsch" };
let strings = {};
let region = "en";
let plural = new Intl.PluralRules("en");
export let language = "en";

export async function speak(wanted = localStorage.getItem("heed.language")) {
  const asked = [wanted, ...navigator.languages].filter(Boolean).map(tag => tag.split("-")[0]);
  language = asked.find(tag => tag in LANGUAGES) ?? "en";
  strings = await (await fetch(`/console/strings/${language}.json`)).json();
  plural = new Intl.PluralRules(language);
  region = navigator.languages.find(tag => tag.split("-")[0] === language) ?? language;
  document.documentElement.lang = language;
}

export const languages = () => Object.entries(LANGUAGES);

export function t(key, values = {}) {
  const found = strings[key];
  if (found === undefined) return key;
  const text = typeof found === "string" ? found : (found[plural.select(values.n)] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/** The word of a closed set, such as a cause; what came from a newer service is shown as it came. */
export function word(set, value) {
  return strings[`${set}.${value}`] ?? String(value).toLowerCase();
}

export const day = at =>
  new Date(at).toLocaleString(region, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
export const hour = at => new Date(at).toLocaleTimeString(region, { hour: "2-digit", minute: "2-digit" });
export const percent = share =>
  share === null || share === undefined ? "–" : new Intl.NumberFormat(region, { style: "percent", maximumFractionDigits: 1 }).format(share);
export const count = n => new Intl.NumberFormat(region).format(n);
export function languageName(code) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code);
  } catch {
    return code;
  }
}

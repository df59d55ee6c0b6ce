// The strings of one language: those of every page, and those of the folder that the page names. A string with forms is chosen by the language's own rule for numbers.
const LANGUAGES = { en: "English", lv: "Latviešu", sl: "Slovenščina", de: "Deutsch" };
let strings = {};
let region = "en";
let plural = new Intl.PluralRules("en");
export let language = "en";

export async function speak(wanted = localStorage.getItem("heed.language")) {
  const asked = [wanted, ...navigator.languages].filter(Boolean).map(tag => tag.split("-")[0]);
  language = asked.find(tag => tag in LANGUAGES) ?? "en";
  const files = ["/look/strings", document.documentElement.dataset.strings];
  const read = await Promise.all(files.map(async folder => (await fetch(`${folder}/${language}.json`)).json()));
  strings = Object.assign({}, ...read);
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
export const number = (value, options) => new Intl.NumberFormat(region, options).format(value);
export const moment = (at, options) => new Date(at).toLocaleString(region, options);
export const count = n => new Intl.NumberFormat(region).format(n);
export const languageName = code => named("language", code);
export const countryName = code => named("region", code);

function named(type, code) {
  try {
    return new Intl.DisplayNames([language], { type }).of(code);
  } catch {
    return code;
  }
}

/** An ISO 8601 duration in hours and minutes. */
export function spell(duration) {
  const match = /^-?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration ?? "");
  if (!match) return duration ?? "–";
  const s = +(match[1] ?? 0) * 86400 + +(match[2] ?? 0) * 3600 + +(match[3] ?? 0) * 60 + +(match[4] ?? 0);
  const sign = duration.startsWith("-") ? "−" : "";
  if (s >= 3600) return `${sign}${Math.floor(s / 3600)} h${Math.floor(s / 60) % 60 ? ` ${Math.floor(s / 60) % 60} min` : ""}`;
  return s >= 60 ? `${sign}${Math.round(s / 60)} min` : `${sign}${Math.round(s)} s`;
}

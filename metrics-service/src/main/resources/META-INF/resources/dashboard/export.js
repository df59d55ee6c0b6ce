import { toast } from "/look/dom.js";
import { t } from "/look/i18n.js";

// Tables for spreadsheets: the same address as the page asks, as text/csv. A list comes in pages, which become one file.
const MOST_PAGES = 40;

export async function download(path) {
  try {
    const { name, text, cut } = await whole(path);
    keep(name, text);
    if (cut) toast(t("export.cut"), true);
  } catch {
    toast(t("fault.away"), true);
  }
}

/** A table that no path answers: rows of words and numbers of our own, the first with the names. */
export const save = ({ name, rows }) => keep(`heed-${name}.csv`, rows.map(row => `${row.join(",")}\r\n`).join(""));

function keep(name, text) {
  const link = document.createElement("a");
  // the mark at the beginning tells Excel that this is UTF-8
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function whole(path) {
  const parts = [];
  let name = "heed.csv";
  let next = path;
  for (let page = 0; next && page < MOST_PAGES; page++) {
    const answer = await fetch(next, { headers: { Accept: "text/csv" } });
    if (!answer.ok) throw new Error(String(answer.status));
    name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))?.[1] ?? name;
    const text = await answer.text();
    parts.push(page ? text.slice(text.indexOf("\r\n") + 2) : text);
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get("Link"))?.[1];
  }
  return { name, text: parts.join(""), cut: !!next };
}

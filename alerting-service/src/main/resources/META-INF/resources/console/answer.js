import { call, getIfThere } from "./api.js";
import { tellFault } from "./dialogs.js";
import { h, select } from "/look/dom.js";
import { t } from "/look/i18n.js";
import { elsewhere } from "./elsewhere.js";

// Where one writes. What is written stays through a reload and through whatever others do to the
// case; it is kept in this window only and forgotten once it is sent.
const LIVE = new Set(["OPEN", "ACKNOWLEDGED", "ANSWERED"]);
const LONGEST = 10_000;

/** False where the case is at its end, and where its review may not be answered in public. */
const answerable = item => LIVE.has(item.status) && item.source?.answerAt !== "NONE";

export function answerBox(first, acts) {
  const box = new AnswerBox(first, acts);
  return {
    node: box.node,
    focus: mode => box.focus(mode),
    text: () => (box.mode === "answer" ? box.area.value.trim() : ""),
    clear: () => box.clear(),
    renew: item => box.renew(item),
  };
}

class AnswerBox {
  constructor(item, acts) {
    Object.assign(this, { item, acts, mode: "answer", kept: `heed.draft.${item.id}` });
    this.area = h("textarea", {
      rows: 5,
      maxlength: LONGEST,
      dir: "auto",
      "aria-label": t("answer.public"),
      value: sessionStorage.getItem(this.kept) ?? "",
    });
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener(
      "keydown",
      event => event.key === "Enter" && (event.ctrlKey || event.metaKey) && (event.preventDefault(), this.send(event.shiftKey)),
    );
    this.tabs = ["answer", "note"].map(mode =>
      h(
        "label",
        { class: "tab" },
        h("input", { type: "radio", name: "mode", value: mode, checked: mode === "answer", onchange: () => this.turn(mode) }),
        t(mode === "answer" ? "answer.public" : "answer.note"),
      ),
    );
    this.picker = h("span", { class: "picker" });
    this.hint = h("p", { class: "faint hint" });
    this.elsewhere = h("p", { class: "elsewhere", hidden: !item.source });
    this.main = h("button", { class: "main", onclick: () => this.send(false) });
    this.both = h("button", { onclick: () => this.send(true) }, t("answer.resolve"));
    this.node = h(
      "section",
      { class: "card box", "aria-label": t("act.answer") },
      h("div", { class: "tabs", role: "radiogroup", "aria-label": t("answer.kind") }, this.tabs, this.picker),
      this.elsewhere,
      this.area,
      h("div", { class: "foot" }, this.hint, this.both, this.main),
    );
    this.turn("answer");
    this.offer();
  }

  renew(item) {
    this.item = item;
    this.elsewhere.hidden = !item.source;
    this.elsewhere.replaceChildren(...elsewhere(item.source));
    const open = answerable(item);
    this.tabs[0].hidden = !open;
    if (!open && this.mode === "answer") this.turn("note");
    if (open && this.wasShut) this.turn("answer");
    this.wasShut = !open;
  }

  turn(mode) {
    this.mode = mode;
    const answering = mode === "answer";
    this.tabs[answering ? 0 : 1].querySelector("input").checked = true;
    this.node.classList.toggle("inside", !answering);
    this.area.setAttribute("aria-label", t(answering ? "answer.public" : "answer.note"));
    this.area.placeholder = t(answering ? "answer.placeholder" : "note.placeholder");
    if (answering && this.item.language) this.area.lang = this.item.language;
    else this.area.removeAttribute("lang");
    this.main.replaceChildren(t(answering ? "answer.send" : "note.save"), h("kbd", { class: "wide" }, "Ctrl ↵"));
    this.both.hidden = !answering;
    this.picker.hidden = !answering;
    this.hint.textContent = t(answering ? "answer.hint" : "note.hint");
  }

  focus(mode = "answer") {
    if (answerable(this.item) || mode === "note") this.turn(mode);
    this.area.focus();
    this.node.scrollIntoView({ block: "nearest" });
  }

  typed() {
    const first = !sessionStorage.getItem(this.kept);
    this.area.value ? sessionStorage.setItem(this.kept, this.area.value) : sessionStorage.removeItem(this.kept);
    if (first || !this.area.value) this.acts.writing();
  }

  clear() {
    this.area.value = "";
    this.typed();
  }

  async send(resolving) {
    const text = this.area.value.trim();
    if (!text) return this.area.focus();
    if (resolving && this.mode === "answer") return this.acts.resolve(text);
    this.main.disabled = true;
    if (await this.acts[this.mode](text)) {
      this.clear();
      this.area.blur();
    }
    this.main.disabled = false;
  }

  /** The templates of the case's language first; without any, no picker. */
  async offer() {
    const known = await getIfThere("/v1/templates").catch(() => null);
    const all = (known?.items ?? []).filter(one => one.kind === "REPLY");
    const mine = all.filter(one => one.language === this.item.language);
    const shown = mine.length ? mine : all;
    if (!shown.length) return;
    const list = select([["", t("answer.template")], ...shown.map(one => [one.id, one.title])], "", { "aria-label": t("answer.template") });
    list.addEventListener("change", () => list.value && this.fill(list));
    this.picker.replaceChildren(list);
  }

  async fill(list) {
    try {
      const draft = await call("POST", `/v1/cases/${this.item.id}/draft`, { body: { template: list.value } });
      const written = this.area.value.trim();
      this.area.value = written ? `${written}\n\n${draft.text}` : draft.text;
      this.typed();
      this.area.focus();
    } catch (refused) {
      tellFault(refused);
    }
    list.value = "";
  }
}

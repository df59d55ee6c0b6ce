import { act as send, get } from "./api.js";
import { answerBox } from "./answer.js";
import { clocks, facts } from "./aside.js";
import { assignDialog, reopenDialog, resolveDialog, staleDialog, tellFault } from "./dialogs.js";
import { h, icon, toast } from "/look/dom.js";
import { causes, marked, stars } from "/look/evidence.js";
import { day, languageName, t, word } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { hear, onlookers } from "./live.js";
import { me, present } from "./me.js";
import { order } from "./queue.js";
import { timeline } from "./timeline.js";

// One case: what the customer said, what is promised, what was done, and the answer.
const LIVE = new Set(["OPEN", "ACKNOWLEDGED", "ANSWERED"]);

export function casePage(page, go, id) {
  const view = new CaseView(page, go, id);
  view.open();
  return () => view.leave();
}

class CaseView {
  constructor(page, go, id) {
    Object.assign(this, { page, go, id, item: null, box: null, others: [] });
    this.stop = hear({
      changed: item => item.id === id && this.renew(item),
      gone: gone => gone === id && this.missing(),
      again: () => this.open(),
      presence: seen => seen.caseId === id && this.seen(seen.people),
    });
    this.presence = present(id, () => Boolean(this.box?.text()));
  }

  leave() {
    this.left = true;
    this.stop();
    this.presence.stop();
  }

  async open() {
    try {
      this.renew(await get(`/v1/cases/${this.id}`));
    } catch (refused) {
      refused.status === 404 ? this.missing() : tellFault(refused);
    }
  }

  missing() {
    if (!this.left)
      this.page.replaceChildren(
        h("div", { class: "head" }, h("h1", {}, t("case.gone"))),
        h("p", { class: "none" }, h("a", { href: "/" }, t("place.queue"))),
      );
  }

  renew(item) {
    if (this.left || (this.item && item.version < this.item.version)) return;
    const first = !this.item;
    this.item = item;
    document.title = `${item.product.name ?? item.product.id} · Heed`;
    if (first) this.furnish();
    this.head.replaceChildren(...this.heading());
    this.review.replaceChildren(...this.words());
    this.story.replaceChildren(h("h2", {}, t("case.timeline")), timeline(item));
    this.side.replaceChildren(clocks(this.item), facts(this.item));
    this.box.renew(item);
    if (first) this.seen(onlookers(this.id));
    if (first) this.begin();
    onKeys(this.keys());
  }

  furnish() {
    this.head = h("div", { class: "head" });
    this.onlookers = h("p", { class: "onlookers", role: "status", hidden: true });
    this.review = h("article", { class: "card review", "aria-label": t("case.review") });
    this.story = h("section", { class: "story", "aria-label": t("case.timeline") });
    this.side = h("aside", { class: "side", "aria-label": t("case.facts") });
    this.box = answerBox(this.item, {
      answer: text => this.act("answer", { text, visibility: "PUBLIC" }, "act.answer"),
      note: text => this.act("notes", { text }, "act.note"),
      resolve: text => this.resolve(text),
      writing: () => this.presence.beat(),
    });
    this.page.replaceChildren(
      this.head,
      this.onlookers,
      h("div", { class: "case" }, h("div", { class: "talk" }, this.review, this.story, this.box.node), this.side),
    );
  }

  begin() {
    const hash = location.hash;
    if (hash) history.replaceState(null, "", location.pathname);
    if (hash === "#answer") this.box.focus();
    if (hash === "#resolve") this.resolve(this.box.text());
  }

  heading() {
    const { item } = this;
    const rows = order();
    const at = rows.indexOf(this.id);
    const place = at < 0 ? "" : h("span", { class: "faint number" }, `${at + 1} / ${rows.length}`);
    return [
      h(
        "a",
        {
          href: "/",
          class: "button bare back",
          "aria-label": t("place.queue"),
          onclick: event => {
            event.preventDefault();
            this.back();
          },
        },
        icon("back"),
      ),
      h("h1", {}, item.product.name ?? item.product.id),
      h("span", { class: "chip status", data: { status: item.status } }, word("status", item.status)),
      place,
      h("div", { class: "end" }, this.buttons()),
    ];
  }

  buttons() {
    const { status, assignee } = this.item;
    const button = (label, key, on, kind) =>
      h("button", { class: kind, onclick: on }, t(label), h("kbd", { class: "wide", "aria-hidden": "true" }, key));
    return LIVE.has(status)
      ? [
          status === "OPEN" && button("act.acknowledge", "a", () => this.acknowledge()),
          me.name && assignee !== me.name && button("act.mine", "m", () => this.mine()),
          button("act.assign", "s", () => this.assign()),
          button("act.resolve", "e", () => this.resolve(this.box.text())),
        ]
      : [button("act.reopen", "o", () => this.reopen())];
  }

  words() {
    const { item } = this;
    const who = [item.customer?.name, item.customer?.email, languageName(item.language ?? "und")].filter(Boolean).join(" · ");
    const text = item.text
      ? h("p", { class: "text", lang: item.language, dir: "auto" }, marked(item.text, item.tags.aspects))
      : h("p", { class: "faint" }, t("case.wordless"));
    const body = [item.title && h("h2", { lang: item.language, dir: "auto" }, item.title), text];
    return [
      h(
        "p",
        { class: "by" },
        stars(item.rating),
        h("span", { class: "faint" }, who),
        h("span", { class: "faint" }, day(item.sla.startedAt)),
      ),
      ...body.filter(Boolean),
      h(
        "div",
        { class: "causes" },
        item.tags.sentiment?.mismatch && h("span", { class: "chip risk" }, t("case.mismatch")),
        causes(item.tags.aspects, this.review),
      ),
    ];
  }

  seen(people) {
    this.others = people.filter(one => one.window !== me.window);
    if (!this.onlookers) return;
    const mine = this.others.filter(one => one.name === me.name);
    const said = this.others
      .filter(one => one.name !== me.name)
      .map(one => t(one.doing === "ANSWERING" ? "presence.answering" : "presence.looking", { name: one.name }));
    if (mine.length) said.push(t(mine.some(one => one.doing === "ANSWERING") ? "presence.self.answering" : "presence.self"));
    this.onlookers.hidden = !said.length;
    this.onlookers.classList.toggle(
      "writing",
      this.others.some(one => one.doing === "ANSWERING"),
    );
    this.onlookers.textContent = [...new Set(said)].join(" ");
  }

  acknowledge() {
    return this.item.status === "OPEN" && this.act("acknowledge", undefined, "act.acknowledge");
  }
  mine() {
    return me.name && this.act("assign", { assignee: me.name }, "act.mine");
  }
  assign() {
    return assignDialog(this.item, to => this.act("assign", to, "act.assign"));
  }
  reopen() {
    return reopenDialog(body => this.act("reopen", body, "act.reopen"));
  }
  resolve(answer) {
    return (
      LIVE.has(this.item.status) &&
      resolveDialog(this.item, answer, async body => {
        if ((await this.act("resolve", body, "act.resolve")) && body.answer) this.box.clear();
      })
    );
  }

  /** True if it was done; on a stale version the person decides after seeing what changed. */
  async act(name, body, label) {
    const seen = this.item.timeline.length;
    try {
      this.renew(await send(this.item, name, body));
      toast(t(`${label}.done`));
      return true;
    } catch (refused) {
      if (refused.status !== 412) return tellFault(refused);
      const fresh = await get(`/v1/cases/${this.id}`);
      this.renew(fresh);
      return (await staleDialog(fresh, seen, label)) ? this.act(name, body, label) : false;
    }
  }

  back() {
    history.length > 1 && order().length ? history.back() : this.go("/");
  }

  step(by) {
    const rows = order();
    const next = rows[rows.indexOf(this.id) + by];
    if (next) this.go(`/cases/${next}`, true);
  }

  keys() {
    return {
      j: ["keys.next", () => this.step(1)],
      k: ["keys.before", () => this.step(-1)],
      a: ["act.acknowledge", () => this.acknowledge()],
      r: ["act.answer", () => this.box.focus()],
      n: ["act.note", () => this.box.focus("note")],
      e: ["act.resolve", () => this.resolve(this.box.text())],
      s: ["act.assign", () => this.assign()],
      m: ["act.mine", () => this.mine()],
      o: ["act.reopen", () => !LIVE.has(this.item.status) && this.reopen()],
      Escape: ["keys.back", () => this.back()],
    };
  }
}

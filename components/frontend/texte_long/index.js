// A text field that never loses a keystroke. Streamlit's own sends its text when it loses the focus: a reload
// before that loses everything. This one sends it while the person types.
//
// The field owns its text. The server's text replaces it only when the server says so (a new `revision`), so a
// slow answer never overwrites what was typed meanwhile, and focus and caret never move. What the server has not
// acknowledged when the page goes away waits in this tab (sessionStorage) and is sent when the page comes back.
//
//   sent to the server  texte = {texte, revision, envoi}: `envoi` differs each time, `revision` is the server's
//   given by the server data = {id, label, value, revision, recu, note, lines, longest, placeholder, disabled,
//                       pace}: `recu` is the last `envoi` that is safe in the store, `note` says when it was kept,
//                       `pace` = [milliseconds of silence before sending, milliseconds between the first unsent key
//                       and its sending, however fast one types]

const TOO_LONG = 5000; // without an answer: say so, and send again
const WAITS = 3600_000; // how long a text that was not acknowledged waits in the tab

const NBSP = "\u00a0";
const number = new Intl.NumberFormat("fr-FR");
const fields = new WeakMap();

export default function (component) {
  const area = component.parentElement.querySelector("textarea");
  let field = fields.get(area);
  if (field === undefined) {
    field = new Field(component.parentElement, area);
    fields.set(area, field);
  }
  field.update(component);
  return () => field.leave();
}

class Field {
  constructor(root, area) {
    this.area = area;
    this.label = root.querySelector("label");
    this.count = root.querySelector(".compte");
    this.state = root.querySelector(".etat");
    this.revision = undefined;
    this.sent = undefined; // last `envoi`
    this.unsentSince = undefined;
    this.timer = undefined;
    this.watch = undefined;
    this.flush = () => this.unsentSince !== undefined && this.send();
    this.away = () => {
      this.flush();
      if (!this.isSafe()) {
        sessionStorage.setItem(this.data.id, JSON.stringify({ text: area.value, at: Date.now() }));
      }
    };
    area.addEventListener("input", () => this.typed());
    area.addEventListener("blur", this.flush);
    addEventListener("pagehide", this.away);
    document.addEventListener("visibilitychange", this.away);
  }

  update({ data, setStateValue }) {
    const first = this.data === undefined;
    this.setStateValue = setStateValue;
    this.data = data;
    this.label.textContent = data.label;
    this.area.rows = data.lines;
    this.area.placeholder = data.placeholder;
    this.area.disabled = data.disabled;
    this.area.classList.toggle("ligne", data.lines === 1);
    if (data.revision !== this.revision) this.take(data);
    if (first) this.comeBack();
    this.draw();
    if (first) this.area.parentElement.classList.add("pret");
  }

  take({ revision, value }) {
    const typing = this.unsentSince !== undefined;
    this.revision = revision;
    this.unsentSince = undefined;
    this.sent = undefined;
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    if (!typing) {
      this.area.value = value;
      return;
    }
    // Somebody else's text arrives over keys that have not left yet: both stay.
    this.area.value = [value, this.area.value].filter(Boolean).join("\n\n");
    this.send();
  }

  comeBack() {
    const { text, at } = JSON.parse(sessionStorage.getItem(this.data.id) ?? "{}");
    sessionStorage.removeItem(this.data.id);
    if (text === undefined || Date.now() - at > WAITS || text.trim() === this.area.value.trim()) return;
    this.area.value = text;
    this.send();
  }

  typed() {
    const now = Date.now();
    const [silence, longest] = this.data.pace;
    this.unsentSince ??= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, Math.min(silence, this.unsentSince + longest - now));
    this.draw();
  }

  send() {
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.unsentSince = undefined;
    this.sent = Math.max(Date.now(), (this.sent ?? 0) + 1);
    this.setStateValue("texte", { texte: this.area.value, revision: this.revision, envoi: this.sent });
    this.watch = setTimeout(() => this.wait(), TOO_LONG);
    this.draw();
  }

  wait() {
    if (this.isSafe()) return;
    this.send();
    this.say("Pas encore enregistré, la connexion semble coupée. Gardez cette page ouverte.", true);
  }

  isSafe() {
    return this.unsentSince === undefined && (this.sent === undefined || this.data.recu === this.sent);
  }

  draw() {
    const length = [...this.area.value].length;
    const over = length > this.data.longest;
    this.count.textContent = over
      ? `${number.format(length)} caractères, ${number.format(this.data.longest)} au plus${NBSP}: raccourcissez ce texte`
      : length > 0
        ? `${number.format(length)} caractère${length > 1 ? "s" : ""}`
        : "";
    this.count.classList.toggle("trop", over);
    this.area.setAttribute("aria-invalid", String(over));
    if (this.isSafe()) {
      clearTimeout(this.watch);
      sessionStorage.removeItem(this.data.id);
      this.say(this.data.note, false);
    } else if (!this.state.classList.contains("alerte")) {
      this.say("Enregistrement…", false);
    }
  }

  say(text, alarm) {
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.classList.toggle("alerte", alarm);
    this.state.setAttribute("role", alarm ? "alert" : "none");
  }

  leave() {
    this.away();
    clearTimeout(this.watch);
    removeEventListener("pagehide", this.away);
    document.removeEventListener("visibilitychange", this.away);
  }
}

// What a paste puts in the grid's column of states. The grid itself drops in silence the words that it does not know:
// this tells the server which line each of them was meant for, so that the page can say it. It draws nothing and
// never touches the grid.
//
//   given by the server data = {grille, colonne, lignes: headings that name a line, mots: the words that are known}
//   sent to the server  collage = [{rang, nom: [texts of the headings' cells] or null, mot}]
//
// Without `colonne`, the whole block is sent with the cell that it was put on, whatever it holds:
// collage = {ligne, colonne, texte}. What lies beyond the grid, that it drops too, can then be said.
//
// Where the selection is, only the grid's own accessible table says: it follows the screen by a fraction of a second.
// The grid that was pasted in is kept meanwhile: the page may already have drawn another.

const SETTLES = 300; // milliseconds after which the accessible table is sure to be up to date
const AFTER = 1000; // milliseconds after a paste before telling: the grid has then sent its own edits, that a
// change of its cells by the page would drop

const listening = new WeakMap();

export default function (component) {
  const root = component.parentElement;
  let paste = listening.get(root);
  if (paste === undefined) {
    paste = new Paste();
    listening.set(root, paste);
    root.querySelector("span").dataset.ecoute = "oui";
  }
  paste.data = component.data;
  paste.send = (lines) => component.setTriggerValue("collage", lines);
  return () => {
    paste.leave();
    listening.delete(root);
  };
}

class Paste {
  constructor() {
    this.movedAt = 0;
    this.moved = (event) => {
      if (event.ctrlKey || event.metaKey || ["Control", "Meta"].includes(event.key)) return; // the paste itself
      if (this.grid()?.contains(event.target)) this.movedAt = performance.now();
    };
    this.pasted = (event) => {
      const grid = this.grid();
      if (!grid?.contains(document.activeElement)) return;
      const canvas = grid.querySelector("canvas");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const now = performance.now();
      const wait = this.movedAt + SETTLES - now;
      if (wait > 0) setTimeout(() => this.tell(canvas, text, now), wait);
      else this.tell(canvas, text, now);
    };
    addEventListener("keydown", this.moved, true);
    addEventListener("pointerdown", this.moved, true);
    addEventListener("paste", this.pasted, true);
  }

  leave() {
    removeEventListener("keydown", this.moved, true);
    removeEventListener("pointerdown", this.moved, true);
    removeEventListener("paste", this.pasted, true);
  }

  grid() {
    return document.querySelector(`.st-key-${this.data.grille}`);
  }

  tell(canvas, text, pastedAt) {
    const shown = canvas.querySelector("table[role=grid]");
    const first = shown?.querySelector("td[aria-selected=true]");
    if (!first) return;
    const [column, line] = place(first);
    const later = (said) => setTimeout(() => this.send(said), pastedAt + AFTER - performance.now());
    if (this.data.colonne === undefined) {
      later({ ligne: line, colonne: column, texte: text });
      return;
    }
    const rows = table(text);
    const headings = [...shown.querySelectorAll("th")];
    const at = (name) => headings.findIndex((heading) => heading.textContent === name);
    const wanted = at(this.data.colonne) - column;
    const names = this.data.lignes.map(at);
    const lines = rows.map((cells, i) => ({ rang: line + i, nom: named(shown, names, line + i), mot: cells[wanted] }));
    const said = lines.filter(({ mot }) => mot?.trim());
    if (!said.some(({ mot }) => !this.data.mots.includes(mot))) return;
    later(said);
  }
}

// The texts that name a line, read where it is drawn: sorting moves lines.
function named(shown, columns, line) {
  const cells = columns.map((column) => shown.querySelector(`td[id="glide-cell-${column}-${line}"]`));
  return cells.every(Boolean) ? cells.map((cell) => cell.textContent) : null;
}

function place(cell) {
  return cell.id.split("-").slice(2).map(Number);
}

// A spreadsheet's clipboard: tabs and line ends, in quotes where a cell holds some.
function table(text) {
  const rows = [[""]];
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    const row = rows.at(-1);
    if (quoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (text[i + 1] === '"') row[row.length - 1] += text[++i];
      else quoted = false;
    } else if (letter === '"' && row.at(-1) === "") quoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  return rows;
}

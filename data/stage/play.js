(() => {
  "use strict";
  // One script, no address: once this page is open it needs neither network nor server.
  const root = document.documentElement, body = document.body;
  // As received, before anything is drawn: the second window is made of it, without asking the server again.
  const source = "<!doctype html>" + root.outerHTML;
  const by = id => document.getElementById(id);
  const scenes = [...document.querySelectorAll("#stage > .scene")];
  if (!scenes.length) return;
  const last = scenes.length - 1;
  const key = "cap-deroule-" + body.dataset.deck;
  const talk = document.title;
  const COVERS = ["", "black", "white"];
  const state = { at: 0, cover: "", table: false, light: false, turn: 0 };
  // Opened by the other window, under the name that it gave: not any page that led here.
  const opener = window.name === key ? window.opener : null;
  if (opener) state.turn = -1; // whatever the other window shows is more recent
  let presenting = false, second = null, typed = "", moved = 0, noticed = 0;

  // --- Memory of this machine: absent in some browsers and from some files, never needed.
  const kept = name => { try { return localStorage.getItem(key + name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(key + name, value); } catch { /* refused: nothing is lost */ } };

  // --- Two windows of one talk.
  let channel = null;
  try { channel = new BroadcastChannel(key); } catch { channel = null; }
  function tell(message) {
    if (channel) channel.postMessage(message);
    for (const other of [second, opener]) {
      try { if (other && !other.closed) other.postMessage({ deck: key, ...message }, "*"); } catch { /* gone */ }
    }
    if (message.state) keep("-etat", JSON.stringify(message.state));
  }
  function hear(message) {
    if (!message || typeof message !== "object") return;
    if (message.hello) { tell({ state }); return; }
    const said = message.state;
    if (!said || !Number.isInteger(said.at) || !(said.turn > state.turn) || !COVERS.includes(said.cover)) return;
    Object.assign(state, { at: within(said.at), cover: said.cover, table: !!said.table, light: !!said.light, turn: said.turn });
    draw();
  }
  if (channel) channel.onmessage = event => hear(event.data);
  addEventListener("message", event => {
    if (!event.source || (event.source !== second && event.source !== opener)) return;
    if (event.data && event.data.deck === key) hear(event.data);
  });
  addEventListener("storage", event => {
    if (event.key !== key + "-etat" || !event.newValue) return;
    try { hear({ state: JSON.parse(event.newValue) }); } catch { /* not ours */ }
  });

  const within = at => Math.min(Math.max(at, 0), last);
  function change(what) {
    Object.assign(state, what, { turn: Math.max(Date.now(), state.turn + 1) });
    draw();
    tell({ state });
  }
  const go = at => change({ at: within(at), cover: "", table: false });

  // --- The address says the scene: a page loaded again comes back to it.
  function read() {
    const found = /^#(presentateur-)?(\d+)?$/.exec(location.hash) || /^#(presentateur)$/.exec(location.hash);
    presenting = found && found[0] !== "#" ? !!found[1] : !!opener;
    return found && found[2] ? within(Number(found[2]) - 1) : null;
  }
  function write() {
    const hash = (presenting ? "#presentateur-" : "#") + (state.at + 1);
    if (location.hash !== hash) history.replaceState(null, "", hash);
  }

  // --- Drawing.
  let shown = -1;
  function draw() {
    const scene = scenes[state.at];
    scenes.forEach(one => { one.classList.toggle("now", one === scene); one.toggleAttribute("inert", one !== scene); });
    root.classList.toggle("tabled", state.table);
    root.classList.toggle("bright", state.light);
    body.classList.toggle("presenting", presenting);
    by("presenter").hidden = !presenting;
    by("stage").toggleAttribute("inert", presenting);
    by("cover").hidden = presenting || !state.cover;
    by("cover").className = state.cover;
    document.querySelector("#progress i").style.width = (100 * (state.at + 1)) / scenes.length + "%";
    document.querySelectorAll("#overview [data-go]").forEach(one =>
      Number(one.dataset.go) === state.at ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current"));
    document.title = `${presenting ? "Orateur · " : ""}${state.at + 1} / ${scenes.length} · ${talk}`;
    if (shown !== state.at) {
      shown = state.at;
      scrollTo(0, 0);
      by("told").textContent = `Scène ${state.at + 1} sur ${scenes.length}. ${scene.dataset.title}`;
      entered();
    }
    write();
    if (presenting) present(); else fit(scene);
  }

  // The canvas is 1920 wide, and as tall as the screen's own shape allows, from 16:9 to 4:3.
  function size() {
    const wide = innerWidth, tall = innerHeight;
    const height = Math.min(Math.max((1920 * tall) / Math.max(wide, 1), 1080), 1440);
    const scale = Math.min(wide / 1920, tall / height);
    root.style.setProperty("--h", Math.floor(height));
    root.style.setProperty("--scale", scale);
    root.style.setProperty("--dx", (wide - 1920 * scale) / 2 + "px");
    root.style.setProperty("--dy", Math.max(0, (tall - height * scale) / 2) + "px");
    scenes.forEach(one => { delete one.dataset.fitted; });
    fit(scenes[state.at]);
  }

  // Text that would run over is set smaller, a little at a time; never cut.
  function fit(scene) {
    const room = scene.querySelector(".body"), mark = `${state.table}`;
    if (!room || scene.dataset.fitted === mark || matchMedia("(max-width: 700px) and (orientation: portrait)").matches) return;
    scene.dataset.fitted = mark;
    let step = 1;
    scene.style.setProperty("--fit", step);
    const over = () => room.scrollHeight > room.clientHeight + 2 || scene.scrollHeight > scene.clientHeight + 2;
    room.classList.remove("long");
    while (step > 0.62 && over()) scene.style.setProperty("--fit", (step -= 0.05));
    room.classList.toggle("long", over());
  }

  // --- The presenter's view.
  let started = Number(kept("-depart")) || 0, since = Date.now();
  const clock = ms => {
    const all = Math.floor(Math.abs(ms) / 1000), hours = Math.floor(all / 3600);
    const rest = `${String(Math.floor((all % 3600) / 60)).padStart(hours ? 2 : 1, "0")}:${String(all % 60).padStart(2, "0")}`;
    return (ms < 0 ? "−" : "") + (hours ? `${hours}:${rest}` : rest);
  };
  function entered() {
    since = Date.now();
    if (!started && state.at > 0) start();
  }
  function start() { started = Date.now(); since = started; keep("-depart", String(started)); tick(); }
  function tick() {
    if (!presenting) return;
    started = Number(kept("-depart")) || started;
    const now = Date.now(), spent = started ? now - started : 0;
    by("p-elapsed").textContent = clock(spent);
    by("p-scene").textContent = clock(now - since);
    by("p-clock").textContent = new Date(now).toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
    const planned = Number(by("p-planned").value) * 60000, left = by("p-left");
    left.textContent = planned > 0 ? clock(planned - spent) : "–";
    left.classList.toggle("late", planned > 0 && spent > planned);
  }
  by("p-planned").value = kept("-prevu") || "";
  by("p-planned").addEventListener("input", event => { keep("-prevu", event.target.value); tick(); });

  // A copy of a scene: ids are renamed, two of the same would share their hatches.
  function preview(box, scene, prefix) {
    box.replaceChildren();
    if (!scene) {
      const end = document.createElement("p");
      end.className = "end";
      end.textContent = "Fin du déroulé.";
      box.append(end);
      return;
    }
    fit(scene);
    const copy = scene.cloneNode(true);
    copy.querySelector(".behind").remove();
    copy.removeAttribute("inert");
    const renamed = new Map();
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) { renamed.set(one.id, prefix + one.id); one.id = prefix + one.id; }
    for (const one of copy.querySelectorAll("[fill^='url(#']")) {
      const id = one.getAttribute("fill").slice(5, -1);
      if (renamed.has(id)) one.setAttribute("fill", `url(#${renamed.get(id)})`);
    }
    for (const one of copy.querySelectorAll("[aria-labelledby]"))
      one.setAttribute("aria-labelledby", one.getAttribute("aria-labelledby").split(" ").map(id => renamed.get(id) || id).join(" "));
    copy.setAttribute("aria-hidden", "true");
    copy.querySelectorAll("[tabindex]").forEach(one => one.removeAttribute("tabindex"));
    box.append(copy);
    box.style.setProperty("--small", box.clientWidth / 1920);
  }
  let presented = "";
  function present() {
    by("p-place").textContent = `${state.at + 1} / ${scenes.length}`;
    by("p-title").textContent = scenes[state.at].dataset.title;
    by("p-cover").textContent = { black: "· écran noir", white: "· écran blanc" }[state.cover] || "";
    const next = scenes[state.at + 1];
    by("p-next-title").textContent = next ? `· ${state.at + 2}. ${next.dataset.title}` : "";
    by("p-leave").textContent = opener ? "Fermer cette fenêtre" : "Quitter cette vue";
    const mark = [state.at, state.table, state.light, innerWidth, innerHeight].join();
    if (mark !== presented) {
      presented = mark;
      preview(by("p-now"), scenes[state.at], "n-");
      preview(by("p-next"), next, "e-");
      by("p-notes").innerHTML = scenes[state.at].querySelector(".behind").innerHTML;
    }
    tick();
  }
  setInterval(tick, 1000);

  // --- What can be asked.
  const says = text => {
    by("notice").textContent = text;
    by("notice").hidden = false;
    clearTimeout(noticed);
    noticed = setTimeout(() => { by("notice").hidden = true; }, 5000);
  };
  const cover = which => change({ cover: state.cover === which ? "" : which });
  const open = name => { const box = by(name); if (box.open) box.close(); else box.showModal(); };
  function leave() {
    if (opener) { window.close(); return; }
    presenting = false;
    presented = "";
    draw();
  }
  const acts = {
    next: () => (state.cover ? change({ cover: "" }) : go(state.at + 1)),
    previous: () => (state.cover ? change({ cover: "" }) : go(state.at - 1)),
    first: () => go(0),
    last: () => go(last),
    black: () => cover("black"),
    white: () => cover("white"),
    light: () => change({ light: !state.light }),
    table: () => {
      if (!state.table && !scenes[state.at].querySelector(".table:not(.only)")) { says("Cette scène n’a pas de tableau à montrer."); return; }
      change({ table: !state.table });
      if (state.table && !presenting) scenes[state.at].querySelector(".table").focus({ preventScroll: true });
    },
    full: () => {
      const asked = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen && root.requestFullscreen();
      if (asked) asked.catch(() => says("Ce navigateur refuse le plein écran : essayez la touche F11."));
      else says("Ce navigateur ne connaît pas le plein écran.");
    },
    window: () => {
      if (presenting) { says("Vous êtes déjà dans la vue de l’orateur."); return; }
      if (second && !second.closed) { second.focus(); return; }
      second = window.open("", key, "popup,width=1280,height=800");
      if (!second) says("Le navigateur a bloqué la seconde fenêtre : autorisez-la, ou appuyez sur P.");
      else { second.document.open(); second.document.write(source); second.document.close(); }
    },
    here: () => { if (presenting) leave(); else { presenting = true; presented = ""; draw(); } },
    start, leave,
    overview: () => { open("overview"); const here = document.querySelector("#overview [aria-current]"); if (here) here.focus(); },
    help: () => open("help"),
    close: () => document.querySelectorAll("dialog[open]").forEach(one => one.close()),
    escape: () => {
      if (typed) { typed = ""; count(); } else if (state.cover) change({ cover: "" });
      else if (state.table) change({ table: false }); else if (presenting && !opener) leave();
    },
  };
  const KEYS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", Enter: "next", n: "window", p: "here",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous", Home: "first", End: "last",
    b: "black", ".": "black", w: "white", f: "full", o: "overview", t: "table", l: "light", "?": "help", Escape: "escape",
  };
  function count() { by("typed").textContent = `Aller à la scène ${typed}`; by("typed").hidden = !typed; }
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const dialog = document.querySelector("dialog[open]");
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    // The top row of a French keyboard gives its digits with Shift; here it gives them as it is.
    if (digit && !dialog) { typed = (typed + digit[1]).slice(0, 3); count(); event.preventDefault(); return; }
    if (event.key === "Enter" && typed && !dialog) {
      const asked = Number(typed);
      typed = "";
      count();
      if (asked >= 1 && asked <= scenes.length) go(asked - 1);
      else says(`Il n’y a pas de scène ${asked} : le déroulé en compte ${scenes.length}.`);
      event.preventDefault();
      return;
    }
    const control = event.target.closest("button, summary, a");
    if ((event.key === " " || event.key === "Enter") && control && control.getClientRects().length) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest(".table")) return;
    const name = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!name || (dialog && !["overview", "help"].includes(name))) return;
    event.preventDefault();
    acts[name]();
  });
  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (button && button.dataset.go) { acts.close(); go(Number(button.dataset.go)); return; }
    if (button && acts[button.dataset.do]) { acts[button.dataset.do](); return; }
    if (by("cover").contains(event.target)) { change({ cover: "" }); return; }
    if (presenting || touched || !event.target.closest("#stage") || event.target.closest("a, button, summary, .table")) return;
    if (String(getSelection())) return;
    go(state.at + (event.clientX < innerWidth / 3 ? -1 : 1));
  });

  // A finger: a swipe turns the page, a tap does not.
  let touched = null;
  addEventListener("touchstart", event => { touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  addEventListener("touchend", event => {
    const from = touched, to = event.changedTouches[0];
    setTimeout(() => { if (touched === from) touched = null; }, 400); // another finger may be there already
    if (!from || presenting || document.querySelector("dialog[open]")) return;
    const table = from.target.closest(".table");
    if (table && table.scrollWidth > table.clientWidth) return; // the finger reads its other columns
    const across = to.clientX - from.clientX, down = to.clientY - from.clientY;
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) acts[across < 0 ? "next" : "previous"]();
  }, { passive: true });

  // The bar and the pointer show when the mouse moves, and leave the screen to the scene.
  addEventListener("mousemove", () => {
    body.classList.add("moving");
    body.classList.remove("idle");
    clearTimeout(moved);
    moved = setTimeout(() => { body.classList.remove("moving"); body.classList.add("idle"); }, 2500);
  });
  addEventListener("resize", () => { size(); if (presenting) { presented = ""; present(); } });
  addEventListener("hashchange", () => { const was = presenting, asked = read(); if (asked !== null && (asked !== state.at || was !== presenting)) go(asked); });
  for (const box of document.querySelectorAll("dialog")) box.addEventListener("close", () => by("stage").focus({ preventScroll: true }));

  const asked = read();
  if (asked !== null) state.at = asked;
  size();
  draw();
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(size);
  tell({ hello: true });
})();

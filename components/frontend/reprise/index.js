// What somebody has typed and not recorded yet waits in this tab: a reload, or a server that starts again, gives it
// back. It draws nothing.
//
//   given by the server data = {id, cases: what is typed now, session: differs for each session of the server}
//   sent to the server  reprise = {id, cases}: what a former session of this tab had left under the same `id`

const WAITS = 12 * 3600_000; // milliseconds: a working day

export default function (component) {
  const { id, cases, session } = component.data;
  const kept = read(id);
  if (kept !== null && kept.session !== session && cases.length === 0) {
    component.setTriggerValue("reprise", { id, cases: kept.cases });
    write(id, { session, cases: kept.cases, at: kept.at }); // offered once to this session
    return;
  }
  if (cases.length === 0) sessionStorage.removeItem(id);
  else write(id, { session, cases, at: Date.now() });
}

function read(id) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(id));
    return kept !== null && Array.isArray(kept.cases) && Date.now() - kept.at < WAITS ? kept : null;
  } catch {
    return null;
  }
}

function write(id, kept) {
  try {
    sessionStorage.setItem(id, JSON.stringify(kept));
  } catch {
    // The tab has no room left: what is typed stays on the page.
  }
}

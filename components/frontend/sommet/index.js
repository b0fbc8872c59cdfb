// The browser keeps its place when the server replaces the page: drawn once, this goes back to the head of it.
export default function () {
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
}

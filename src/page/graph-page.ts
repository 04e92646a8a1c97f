/**
 * What the page of `task graph --format html` does in a browser: pan, zoom, search, and what lies around a task. The build
 * puts it into the page as it stands; nothing is loaded from elsewhere.
 */
import Panzoom from '@panzoom/panzoom';
import { distances, reverseEdges, type Edges } from '../model/graph.ts';

const FIT_MARGIN = 24;

function there<Kind>(element: Kind | null): Kind {
  if (element === null) {
    throw new Error('the page is not whole');
  }
  return element;
}

const view = there(document.querySelector('main'));
const scene = there(document.querySelector<SVGGElement>('#scene'));
const search = there(document.querySelector<HTMLInputElement>('#search'));
const hops = there(document.querySelector<HTMLSelectElement>('#hops'));
const status = there(document.querySelector<HTMLElement>('#status'));
const nodes = new Map(
  [...document.querySelectorAll<SVGGElement>('#scene .node')].map((node) => [node.dataset.id ?? '', node]),
);
const edges = [...document.querySelectorAll<SVGPathElement>('#scene .edge')];
const up = new Map([...nodes.keys()].map((id) => [id, [] as string[]]));
for (const { dataset } of edges) {
  up.get(dataset.to ?? '')?.push(dataset.from ?? '');
}
const down = reverseEdges(up);

const panzoom = Panzoom(scene, { canvas: true, minScale: 0.02, maxScale: 6, step: 0.25, animate: false });
/** What is drawn, before anything was moved. */
const size = scene.getBBox();

function showAt(point: { x: number; y: number }, scale: number): void {
  panzoom.zoom(scale);
  panzoom.pan(view.clientWidth / (2 * scale) - point.x, view.clientHeight / (2 * scale) - point.y);
}

function showAll(): void {
  const scale = Math.min(
    1,
    view.clientWidth / (size.width + 2 * FIT_MARGIN),
    view.clientHeight / (size.height + 2 * FIT_MARGIN),
  );
  showAt({ x: size.x + size.width / 2, y: size.y + size.height / 2 }, scale);
}

function centre(id: string): void {
  const node = nodes.get(id);
  const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(node?.getAttribute('transform') ?? '') ?? [];
  if (node !== undefined && x !== undefined && y !== undefined) {
    const { width, height } = node.getBBox();
    showAt({ x: Number(x) + width / 2, y: Number(y) + height / 2 }, Math.max(panzoom.getScale(), 0.8));
  }
}

/** Straight up or straight down, as `--focus` and `--hops` go; not the task itself. */
function reach(from: string, map: Edges, far: number): Set<string> {
  const found = new Set(distances(from, map, far).keys());
  found.delete(from);
  return found;
}

let selected: string | undefined;
let shownStates = new Set<string>();

function matches(node: SVGGElement, words: readonly string[]): boolean {
  const title = node.querySelector('title')?.textContent ?? '';
  const text = `${node.dataset.id ?? ''} ${title}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function searchWords(): string[] {
  return search.value.toLowerCase().split(/\s+/).filter(Boolean);
}

function found(): string[] {
  const words = searchWords();
  return words.length === 0 ? [] : [...nodes].flatMap(([id, node]) => (matches(node, words) ? [id] : []));
}

function tell(near: { above: number; below: number } | undefined): void {
  const hits = searchWords().length === 0 ? '' : `${found().length} found. `;
  const around =
    near === undefined || selected === undefined
      ? ''
      : `${selected}: waits for ${near.above}, ${near.below} wait for it.`;
  status.textContent = `${hits}${around}`;
}

/** What was asked for stands out, the rest steps back. */
function draw(): void {
  const far = hops.value === 'all' ? Infinity : Number(hops.value);
  const above = selected === undefined ? undefined : reach(selected, up, far);
  const below = selected === undefined ? undefined : reach(selected, down, far);
  const words = searchWords();
  const isBright = (id: string, node: SVGGElement): boolean =>
    (selected === undefined || id === selected || above?.has(id) === true || below?.has(id) === true) &&
    (words.length === 0 || matches(node, words)) &&
    (shownStates.size === 0 || [...node.classList].some((name) => shownStates.has(name)));
  const bright = new Set<string>();
  for (const [id, node] of nodes) {
    const shows = isBright(id, node);
    node.classList.toggle('dim', !shows);
    node.classList.toggle('selected', id === selected);
    node.setAttribute('aria-pressed', String(id === selected));
    if (shows) {
      bright.add(id);
    }
  }
  for (const edge of edges) {
    const { from = '', to = '' } = edge.dataset;
    edge.classList.toggle('dim', !(bright.has(from) && bright.has(to)));
  }
  tell(above === undefined || below === undefined ? undefined : { above: above.size, below: below.size });
}

function select(id: string | undefined): void {
  selected = id;
  history.replaceState(null, '', id === undefined ? location.pathname : `#${encodeURIComponent(id)}`);
  draw();
}

for (const [id, node] of nodes) {
  node.setAttribute('tabindex', '0');
  node.setAttribute('role', 'button');
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      select(id === selected ? undefined : id);
    }
  });
}

// A click is what did not move: panning ends with one as well.
let pressedAt = { x: 0, y: 0 };
view.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (pressedAt = { x, y }), true);
view.addEventListener('click', ({ target, clientX, clientY }) => {
  if (Math.hypot(clientX - pressedAt.x, clientY - pressedAt.y) > 4) {
    return;
  }
  const node = target instanceof Element ? target.closest<SVGGElement>('.node') : null;
  const id = node?.dataset.id;
  select(id === selected ? undefined : id);
});
view.addEventListener('wheel', panzoom.zoomWithWheel, { passive: false });

search.addEventListener('input', draw);
hops.addEventListener('change', draw);
search.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') {
    const hits = found();
    const next = hits[(hits.indexOf(selected ?? '') + 1) % Math.max(1, hits.length)];
    if (next !== undefined) {
      // Only it, so that what was found is not hidden by what lies around it.
      history.replaceState(null, '', `#${encodeURIComponent(next)}`);
      centre(next);
      selected = next;
      tell({ above: reach(next, up, Infinity).size, below: reach(next, down, Infinity).size });
      nodes.forEach((node, id) => node.classList.toggle('selected', id === next));
    }
  } else if (event.key === 'Escape') {
    search.value = '';
    search.blur();
    draw();
  }
});

for (const button of document.querySelectorAll<HTMLButtonElement>('#states button')) {
  button.addEventListener('click', () => {
    const state = button.value;
    shownStates = new Set(
      shownStates.has(state) ? [...shownStates].filter((each) => each !== state) : [...shownStates, state],
    );
    button.setAttribute('aria-pressed', String(shownStates.has(state)));
    draw();
  });
}

const ACTIONS: Readonly<Record<string, () => void>> = {
  '+': () => void panzoom.zoomIn(),
  '-': () => void panzoom.zoomOut(),
  '0': showAll,
  '/': () => {
    search.focus();
  },
  Escape: () => {
    select(undefined);
  },
};

for (const button of document.querySelectorAll<HTMLButtonElement>('#zoom button')) {
  button.addEventListener('click', () => ACTIONS[button.value]?.());
}
document.addEventListener('keydown', (event) => {
  if (event.target !== search && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const action = ACTIONS[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  }
});

showAll();
const linked = decodeURIComponent(location.hash.slice(1));
if (nodes.has(linked)) {
  centre(linked);
  select(linked);
}

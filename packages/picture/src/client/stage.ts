/** A stretch of a picture, in its own units. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The picture in its frame: what of it is seen, and ways to see something else. */
export interface Stage {
  readonly frame: HTMLElement;
  readonly picture: SVGSVGElement;
  /** What is seen now. */
  seen(): Area;
  /** Shows all of it. */
  whole(): void;
  /** Moves by parts of what is seen. */
  move(right: number, down: number): void;
  /** Shows more where the factor is above 1, and less below, round a point or the middle. */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void;
  /** Brings an area to the middle, large enough to be read. */
  show(area: Area): void;
  /** The same, but only where it is not seen already. */
  reveal(area: Area): void;
}

/** Nearer than so many units to the width of the frame nobody has to come. */
const nearest = 240;

/** Makes a frame with a picture one that can be moved in. */
export function stageIn(id: string): Stage | undefined {
  const frame = document.getElementById(id);
  const picture = frame?.querySelector('svg');
  if (!frame || !picture) return undefined;
  const base = picture.viewBox.baseVal;
  const all: Area = { x: base.x, y: base.y, width: base.width, height: base.height };
  let view = all;
  frame.classList.add('live');
  const set = (next: Area) => {
    const width = Math.min(Math.max(next.width, nearest), all.width * 1.5);
    const height = next.height * (width / next.width);
    const middle = {
      x: within(next.x + next.width / 2, all.x, all.x + all.width),
      y: within(next.y + next.height / 2, all.y, all.y + all.height),
    };
    view = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
    picture.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
    // The names of groups are large enough for the whole picture; from near they would be huge.
    frame.classList.toggle('close', unitOf(frame, view) < 1.4);
  };
  /** What is seen is as wide and high as the frame, whatever was asked for. */
  const seen = (): Area => {
    const unit = unitOf(frame, view);
    const [width, height] = [frame.clientWidth * unit, frame.clientHeight * unit];
    return { x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2, width, height };
  };
  const stage: Stage = {
    frame,
    picture,
    seen,
    whole: () => set(all),
    move: (right, down) => {
      const { width, height } = seen();
      set({ ...view, x: view.x + width * right, y: view.y + height * down });
    },
    zoom: (factor, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) =>
      set({
        x: at.x - (at.x - view.x) * factor,
        y: at.y - (at.y - view.y) * factor,
        width: view.width * factor,
        height: view.height * factor,
      }),
    show: ({ x, y, width, height }) => {
      const room = { width: frame.clientWidth, height: frame.clientHeight };
      set({ x: x + width / 2 - room.width / 2, y: y + height / 2 - room.height / 2, ...room });
    },
    reveal: (area) => {
      const now = seen();
      const isSeen =
        area.x >= now.x &&
        area.y >= now.y &&
        area.x + area.width <= now.x + now.width &&
        area.y + area.height <= now.y + now.height;
      if (isSeen) return;
      set({
        ...view,
        x: area.x + area.width / 2 - view.width / 2,
        y: area.y + area.height / 2 - view.height / 2,
      });
    },
  };
  byPointer(stage);
  byKeys(stage);
  byButtons(stage);
  return stage;
}

const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** How many units of the picture a pixel is. */
const unitOf = (frame: HTMLElement, { width, height }: Area): number =>
  Math.max(width / Math.max(frame.clientWidth, 1), height / Math.max(frame.clientHeight, 1));

/** Dragging moves, the wheel zooms where Ctrl is held, so that a page can be scrolled over its picture. */
function byPointer(stage: Stage): void {
  const { frame } = stage;
  let from: { readonly x: number; readonly y: number } | undefined;
  frame.addEventListener('pointerdown', (event) => {
    if (event.button === 0) from = { x: event.clientX, y: event.clientY };
  });
  frame.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    // A hand that clicks shakes a little.
    if (!frame.classList.contains('held') && Math.hypot(right, down) < 4) return;
    if (!frame.classList.contains('held')) frame.setPointerCapture(event.pointerId);
    frame.classList.add('held');
    stage.move(-right / frame.clientWidth, -down / frame.clientHeight);
    from = { x: event.clientX, y: event.clientY };
  });
  const end = () => {
    from = undefined;
    // The click that ends a drag chooses nothing.
    requestAnimationFrame(() => frame.classList.remove('held'));
  };
  frame.addEventListener('pointerup', end);
  frame.addEventListener('pointercancel', end);
  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      const now = stage.seen();
      stage.zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, {
        x: now.x + ((event.clientX - box.left) / box.width) * now.width,
        y: now.y + ((event.clientY - box.top) / box.height) * now.height,
      });
    },
    { passive: false },
  );
}

const step = 0.15;

function byKeys(stage: Stage): void {
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => stage.zoom(1 / 1.25),
    '=': () => stage.zoom(1 / 1.25),
    '-': () => stage.zoom(1.25),
    '0': () => stage.whole(),
    ArrowLeft: () => stage.move(-step, 0),
    ArrowRight: () => stage.move(step, 0),
    ArrowUp: () => stage.move(0, -step),
    ArrowDown: () => stage.move(0, step),
  };
  stage.frame.addEventListener('keydown', (event) => {
    // A table in the picture that has the focus answers arrows itself.
    const isOwn = event.target === stage.frame || !event.key.startsWith('Arrow');
    const act = keys[event.key];
    if (!act || !isOwn || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

function byButtons(stage: Stage): void {
  const acts: Readonly<Record<string, () => void>> = {
    in: () => stage.zoom(1 / 1.4),
    out: () => stage.zoom(1.4),
    fit: () => stage.whole(),
  };
  for (const button of document.querySelectorAll<HTMLElement>('button[data-zoom]')) {
    button.addEventListener('click', () => acts[button.dataset['zoom'] ?? '']?.());
  }
  const only = document.querySelector<HTMLInputElement>('#only');
  only?.addEventListener('change', () => stage.frame.classList.toggle('only', only.checked));
}

/** How the parts of a picture look; colours come from custom properties, so that light and dark differ in these alone. */
export const pictureStyle = `
.group rect { fill: var(--ground); stroke: var(--ground-line); }
.group text { fill: var(--dim); font-weight: 600; font-family: var(--sans); }
.group .count { fill: var(--missing); font-weight: 400; }
.box { fill: var(--paper); stroke: var(--box-line); }
.top { fill: var(--top); }
.name { fill: var(--ink); font: 600 13px var(--sans); }
.column { fill: var(--ink); font: 11.5px var(--mono); }
.column.key { fill: var(--dim); }
.sign { fill: var(--dim); font: 10px var(--sans); text-anchor: end; }
.label { font: 9px var(--mono); fill: var(--dim); }
.mention { font: 11px var(--sans); fill: var(--ink); }
.way { fill: none; stroke: var(--line); stroke-width: 1.2; }
.head { fill: var(--line); stroke: var(--line); stroke-width: 1; }
.partly .way, .missing .way, .open .way { stroke-width: 1.8; }
.partly .way, .partly .head { stroke: var(--partly); }
.partly .head { fill: var(--partly); }
.missing .way, .missing .head { stroke: var(--missing); }
.missing .head, .open .head { fill: var(--paper); }
.open .way, .open .head { stroke: var(--open); }
.partly .label, .column.partly { fill: var(--partly); }
.missing .label, .column.missing { fill: var(--missing); }
.open .label, .column.open { fill: var(--open); }
.partly .label, .missing .label, .open .label { font-weight: 600; }
`.trim();

export const fonts = `--sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;`;

export const light = `--paper: #ffffff; --ink: #1c2128; --dim: #57606a; --ground: #f6f7f9; --ground-line: #e1e4e8; --box-line: #c3c9d0; --top: #eceff3; --line: #7d8691; --missing: #b3261e; --partly: #855800; --open: #5a4fcf;`;

export const dark = `--paper: #161b22; --ink: #e6edf3; --dim: #9aa4af; --ground: #0f141a; --ground-line: #252c35; --box-line: #3b444f; --top: #212933; --line: #7f8a96; --missing: #ff8a80; --partly: #e3b341; --open: #b3a8ff;`;

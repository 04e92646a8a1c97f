import type { GraphResult } from '../../operations/task/graph.ts';
import { GRAPH_COLORS } from './graph-colors.ts';
import type { GraphLayout } from './graph-layout.ts';
import { GRAPH_PAGE_SCRIPT, GRAPH_PAGE_SCRIPT_HASH } from './graph-page-script.generated.ts';
import { countStates, svgParts } from './graph-svg.ts';

const STYLE = [
  ':root{color-scheme:light dark;--paper:#fff;--ink:#111;--line:#bbb;--bar:#f6f6f6}',
  '@media (prefers-color-scheme:dark){:root{--paper:#1b1b1d;--ink:#eee;--line:#555;--bar:#262629}}',
  '*{box-sizing:border-box}',
  'body{margin:0;height:100vh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:14px/1.4 system-ui,sans-serif}',
  'header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding:8px 12px;background:var(--bar);border-bottom:1px solid var(--line)}',
  'h1{font-size:15px;margin:0}',
  'input,select,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:4px;padding:3px 8px}',
  'button{cursor:pointer}',
  'button[aria-pressed=true]{outline:2px solid #1a73e8}',
  ':focus-visible{outline:2px solid #1a73e8;outline-offset:1px}',
  '#search{width:16em}',
  '#states{display:flex;flex-wrap:wrap;gap:6px}',
  '#states button{color:#111}',
  '#status{margin-left:auto;min-height:1.4em}',
  'main{flex:1;overflow:hidden;min-height:0;touch-action:none}',
  'main svg{width:100%;height:100%;display:block}',
  '.node{cursor:pointer}',
  '.node:focus-visible{outline:none}',
  '.node:focus-visible rect,.node.selected rect{stroke:#1a73e8;stroke-width:4}',
  '.dim{opacity:.15}',
].join('\n');

function stateButtons(data: GraphResult): string {
  return countStates(data.nodes)
    .map(
      ([state, count]) =>
        `<button type="button" value="${state}" aria-pressed="false" class="state-${state}">${state} ${count}</button>`,
    )
    .join('');
}

function stateFills(data: GraphResult): string {
  return countStates(data.nodes)
    .map(([state]) => `.state-${state}{background:${GRAPH_COLORS[state]}}`)
    .join('\n');
}

/**
 * The graph as one page that needs no network: it pans, zooms and searches, and shows what lies around a task. Its policy
 * lets nothing run but the one script in it.
 */
export function graphHtml(data: GraphResult, layout: GraphLayout): string {
  const { style, defs, scene } = svgParts(data, layout);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${GRAPH_PAGE_SCRIPT_HASH}'; base-uri 'none'; form-action 'none'`;
  const path = data.critical_path.length;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Lodestar: tasks</title>',
    `<style>${STYLE}\n${style}\n${stateFills(data)}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${data.nodes.length} tasks, critical path of ${path}</h1>`,
    '<input id="search" type="search" placeholder="Search (/)" aria-label="Search id and title" autocomplete="off">',
    '<label>Around a task <select id="hops"><option value="1">1 hop</option><option value="2">2 hops</option><option value="3">3 hops</option><option value="all" selected>all</option></select></label>',
    `<div id="states" role="group" aria-label="States">${stateButtons(data)}</div>`,
    '<div id="zoom" role="group" aria-label="Zoom"><button type="button" value="-" aria-label="Zoom out">−</button> <button type="button" value="+" aria-label="Zoom in">+</button> <button type="button" value="0">Fit</button></div>',
    '<output id="status" aria-live="polite"></output>',
    '</header>',
    `<main><svg xmlns="http://www.w3.org/2000/svg" role="group" aria-label="Tasks and what each depends on">${defs}${scene}</svg></main>`,
    `<script>${GRAPH_PAGE_SCRIPT}</script>`,
    '</body>',
    '</html>',
  ].join('\n');
}

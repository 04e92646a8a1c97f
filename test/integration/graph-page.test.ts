import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { makeWorkspace } from '../support/workspace.ts';

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env.LODESTAR_CHROMIUM ?? BROWSERS.find((path) => existsSync(path)) ?? '';

let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
});

async function openPage(url: string): Promise<{ page: Page; wrong: string[] }> {
  browser ??= await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => wrong.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) {
      wrong.push(request.url());
    }
  });
  await page.goto(url);
  return { page, wrong };
}

async function bright(page: Page): Promise<(string | null)[]> {
  const nodes = await page.locator('#scene .node:not(.dim)').all();
  return await Promise.all(nodes.map(async (node) => await node.getAttribute('data-id')));
}

it.skipIf(executablePath === '')(
  'the page of the graph pans, zooms, searches and shows what lies around a task',
  async () => {
    const workspace = makeWorkspace({
      tasks: [
        { id: 'T1', title: 'Lay the ground' },
        { id: 'T2', title: '<img src=x onerror=alert(1)>', depends_on: ['T1'] },
        { id: 'T3', title: 'Build upon it', depends_on: ['T2'] },
        { id: 'T4', title: 'Something else' },
      ],
    });
    const { stdout } = await workspace.run(['task', 'graph', '--format', 'html']);
    const file = join(workspace.home, 'graph.html');
    writeFileSync(file, stdout);
    const url = pathToFileURL(file).href;
    const { page, wrong } = await openPage(url);
    expect(await bright(page)).toEqual(['T1', 'T2', 'T3', 'T4']);

    await page.click('[data-id=T1]');
    expect([await bright(page), page.url()]).toEqual([['T1', 'T2', 'T3'], `${url}#T1`]);
    await page.selectOption('#hops', '1');
    expect(await bright(page)).toEqual(['T1', 'T2']);
    expect(await page.textContent('#status')).toContain('T1: waits for 0, 1 wait for it.');
    await page.keyboard.press('Escape');

    await page.click('#search');
    await page.keyboard.type('ELSE');
    expect(await bright(page)).toEqual(['T4']);
    await page.keyboard.press('Enter');
    expect(await page.getAttribute('.node.selected', 'data-id')).toBe('T4');
    await page.keyboard.press('Escape');

    const transform = async () => await page.getAttribute('#scene', 'style');
    const before = await transform();
    await page.click('#zoom [value="+"]');
    // The library moves things in the next frame.
    await expect.poll(transform).not.toBe(before);
    const zoomed = await transform();
    await page.mouse.move(600, 500);
    await page.mouse.down();
    await page.mouse.move(500, 450, { steps: 5 });
    await page.mouse.up();
    await expect.poll(transform).not.toBe(zoomed);

    const linked = await openPage(`${url}#T3`);
    expect(await linked.page.getAttribute('.node.selected', 'data-id')).toBe('T3');
    expect([...wrong, ...linked.wrong]).toEqual([]);
  },
);

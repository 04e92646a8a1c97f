import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/spec/parse.ts';
import { documentHash } from '../../src/spec/document.ts';
import { checkPrd } from '../../src/spec/prd-problems.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const DOCUMENT = '# Title\nText with ü\n';
const HASH = createHash('sha256').update(DOCUMENT).digest('hex');

async function check(root: string, ...prds: readonly string[]) {
  const tasks = prds.map((prd, index) => `  T${index}: {title: x, prd: {${prd}}}`);
  const parsed = parseSpec(['tasks:', ...tasks].join('\n'), { file: 'spec.yaml' });
  expect(parsed.problems).toEqual([]);
  const problems = await checkPrd(parsed, { root });
  return problems.map(({ code, line, field }) => `${code} ${line} ${field}`);
}

describe('checkPrd', () => {
  test('is content with a document that is as it was, whatever its line ends', async () => {
    const root = makeTempFolder();
    writeFileSync(join(root, 'lf.md'), DOCUMENT);
    writeFileSync(join(root, 'crlf.md'), DOCUMENT.replaceAll('\n', '\r\n'));
    const hashes = [`prd_hash: ${HASH}`, `prd_hash: "sha256:${HASH.toUpperCase()}"`, 'excerpt: none'];
    expect(
      await check(root, ...hashes.flatMap((hash) => [`source: lf.md, ${hash}`, `source: crlf.md, ${hash}`])),
    ).toEqual([]);
    expect(documentHash(Buffer.from('\uFEFFa\rb\r\n'))).toBe(
      createHash('sha256').update('\uFEFFa\nb\n').digest('hex'),
    );
  });

  test('warns of a document that has changed', async () => {
    const root = makeTempFolder();
    writeFileSync(join(root, 'PRD.md'), `${DOCUMENT}more\n`);
    expect(await check(root, `source: PRD.md, prd_hash: ${HASH}`)).toEqual(['PRD_DRIFTED 2 prd.prd_hash']);
  });

  test('warns of a document that is missing, or outside of the workspace by path or link', async () => {
    const folder = makeTempFolder();
    const root = join(folder, 'root');
    mkdirSync(join(root, 'docs'), { recursive: true });
    writeFileSync(join(folder, 'secret.md'), DOCUMENT);
    symlinkSync(join(folder, 'secret.md'), join(root, 'link.md'));
    const sources = ['none.md', '../secret.md', join(folder, 'secret.md'), 'link.md', 'docs', '.'];
    expect(await check(root, ...sources.map((source) => `source: ${source}`))).toEqual(
      sources.map((_, index) => `PRD_MISSING ${index + 2} prd.source`),
    );
  });

  test('leaves settled tasks alone', async () => {
    const text =
      'tasks:\n  A: {title: x, status: verified, verified_at: 2026-01-01, prd: {source: none.md}}\n';
    expect(await checkPrd(parseSpec(text, { file: 'spec.yaml' }), { root: makeTempFolder() })).toEqual([]);
  });
});

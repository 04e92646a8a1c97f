import { describe, expect, it } from 'vitest';
import { readInbox, type InboxInput } from '../../../src/operations/msg/inbox.ts';
import { markRead, type MarkReadInput } from '../../../src/operations/msg/read.ts';
import { searchMessages, type SearchInput } from '../../../src/operations/msg/search.ts';
import { sendMessage, type SendInput } from '../../../src/operations/msg/send.ts';
import { readThread, type ThreadInput } from '../../../src/operations/msg/thread.ts';
import { claimTask } from '../../../src/operations/task/claim.ts';
import { releaseTask } from '../../../src/operations/task/release.ts';
import { showTask } from '../../../src/operations/task/show.ts';
import { workspaceStatus } from '../../../src/operations/workspace/status.ts';
import { compareWithFold } from '../../../src/runtime/replay.ts';
import { openNewWorkspace, type OpenedWorkspace } from '../../support/opened-workspace.ts';
import { wellKnownSecrets } from '../../support/planted-secrets.ts';
import { randomFrom } from '../../support/random.ts';
import { readyTasks } from '../../support/spec-text.ts';

const ADA = 'human:ada';
const ONE = 'ai:one';
const TWO = 'ai:two';
const HOUR_MS = 3_600_000;

async function open(): Promise<OpenedWorkspace> {
  return await openNewWorkspace({ tasks: readyTasks(3) });
}

async function send(of: OpenedWorkspace, as: string, input: Partial<SendInput>) {
  return (await sendMessage(of.as(as), { text: 'Hello', all: false, severity: 'info', ...input })).data;
}

async function inbox(of: OpenedWorkspace, as: string, input: Partial<InboxInput> = {}): Promise<string[]> {
  const asked = { limit: 50, includeRead: false, ...input };
  return (await readInbox(of.as(as), asked)).data.messages.map(({ text }) => text);
}

async function thread(of: OpenedWorkspace, as: string, input: Partial<ThreadInput> = {}) {
  return (await readThread(of.as(as), { task: 'T1', limit: 50, unread: false, ...input })).data;
}

async function search(of: OpenedWorkspace, input: Partial<SearchInput>) {
  return (await searchMessages(of.as(ADA), { limit: 50, ...input })).data;
}

async function read(of: OpenedWorkspace, as: string, input: Partial<MarkReadInput>) {
  return (await markRead(of.as(as), { ids: [], all: false, ...input })).data;
}

async function claim(of: OpenedWorkspace, as: string) {
  return (await claimTask(of.as(as), { id: 'T1', filters: {}, allowOverlap: false })).data;
}

function textsOf({ messages }: { messages: readonly { text: string }[] }): string[] {
  return messages.map(({ text }) => text);
}

describe('an inbox', () => {
  it('holds what others sent to the actor, to everybody, and to the threads of what it holds or wrote on', async () => {
    const of = await open();
    await send(of, ONE, { to: TWO, text: 'to two' });
    await send(of, ONE, { all: true, text: 'to all' });
    await send(of, ONE, { task: 'T1', text: 'on T1' });
    await send(of, ONE, { task: 'T2', text: 'on T2' });
    await send(of, ADA, { to: 'ai:three', text: 'to three' });
    expect(await inbox(of, TWO)).toEqual(['to two', 'to all']);
    await claim(of, TWO);
    expect(await inbox(of, TWO)).toEqual(['to two', 'to all', 'on T1']);
    await releaseTask(of.as(TWO), { id: 'T1' });
    await claim(of, ADA);
    expect(await inbox(of, TWO)).toEqual(['to two', 'to all']);
    await send(of, TWO, { task: 'T2', text: 'an answer' });
    expect(await inbox(of, TWO)).toEqual(['to two', 'to all', 'on T2']);
    expect(await inbox(of, ONE)).toEqual(['an answer']);
  });

  it("shows what went to everybody to who comes later, and nobody's own as unread", async () => {
    const of = await open();
    await send(of, ONE, { all: true, text: 'main is frozen' });
    expect(await inbox(of, 'ai:late')).toEqual(['main is frozen']);
    expect(await inbox(of, ONE)).toEqual([]);
    expect(await inbox(of, ONE, { includeRead: true })).toEqual(['main is frozen']);
    expect(await read(of, ONE, { all: true })).toMatchObject({ messages_marked: 0, changed: false });
  });

  it('is narrowed before it is cut, and says what was cut', async () => {
    const of = await open();
    for (const number of [1, 2, 3]) {
      await send(of, ONE, { to: TWO, text: `info ${String(number)}` });
      await send(of, ONE, { to: TWO, text: `blocker ${String(number)}`, severity: 'blocker' });
    }
    expect(await inbox(of, TWO, { severity: 'blocker', limit: 2 })).toEqual(['blocker 2', 'blocker 3']);
    const asked = { limit: 2, includeRead: false, severity: 'info', after: 0 } as const;
    const { data } = await readInbox(of.as(TWO), asked);
    expect(data).toMatchObject({ count: 2, total: 3, next_cursor: data.messages[1]?.seq });
    expect(textsOf(data)).toEqual(['info 1', 'info 2']);
    expect(await inbox(of, TWO, { ...asked, after: data.next_cursor ?? 0 })).toEqual(['info 3']);
    expect(await inbox(of, TWO, { limit: 0 })).toEqual([]);
  });

  it('understands times with a zone, without one as UTC, and durations', async () => {
    const of = await open();
    await send(of, ONE, { all: true, text: 'old' });
    of.clock.pass(2 * HOUR_MS);
    await send(of, ONE, { all: true, text: 'new' });
    const { wallMs } = of.clock.read();
    const local = (ms: number): string => new Date(ms).toISOString().slice(0, 19);
    const anHourAgo = wallMs - HOUR_MS;
    expect(await inbox(of, TWO, { since: '1h' })).toEqual(['new']);
    expect(await inbox(of, TWO, { since: local(anHourAgo) })).toEqual(['new']);
    expect(await inbox(of, TWO, { since: `${local(anHourAgo + 5 * HOUR_MS)}+05:00` })).toEqual(['new']);
    expect(await inbox(of, TWO, { since: `${local(anHourAgo)}+05:00` })).toEqual(['old', 'new']);
    expect(await inbox(of, TWO, { until: local(anHourAgo) })).toEqual(['old']);
    await expect(inbox(of, TWO, { since: 'soon' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

describe('what was read', () => {
  it('is counted by cursor and by single marks, for each reader on their own', async () => {
    const of = await open();
    const sent = [];
    for (const text of ['a', 'b', 'c', 'd']) {
      sent.push(await send(of, ONE, { task: 'T1', text }));
    }
    await claim(of, TWO);
    const second = String(sent[1]?.seq);
    expect(await read(of, TWO, { ids: [second, sent[1]?.message_id ?? '', '#' + second] })).toMatchObject({
      messages_marked: 1,
      unread_count: 3,
    });
    expect(await read(of, TWO, { task: 'T1', upTo: sent[2]?.seq })).toMatchObject({ messages_marked: 2 });
    expect(await inbox(of, TWO)).toEqual(['d']);
    expect(await read(of, TWO, { task: 'T1', upTo: 1 })).toMatchObject({ messages_marked: 0 });
    expect(await inbox(of, TWO)).toEqual(['d']);
    expect(textsOf(await thread(of, ADA, { unread: true }))).toEqual(['a', 'b', 'c', 'd']);
    const readBy = (await thread(of, ADA)).messages.map(({ read_by: by }) => by);
    expect(readBy).toEqual([[TWO], [TWO], [TWO], []]);
    expect(await of.workspace.runtime.read(compareWithFold)).toMatchObject({ differences: [] });
  });

  it('of all is what came so far, and hides nothing of a thread that comes with a claim', async () => {
    const of = await open();
    await send(of, ONE, { task: 'T1', text: 'before' });
    await send(of, ONE, { to: TWO, task: 'T1', text: 'to two about it' });
    expect(await read(of, TWO, { all: true })).toMatchObject({ messages_marked: 1, unread_count: 0 });
    expect(await claim(of, TWO)).toMatchObject({ unread_count: 1 });
    await send(of, ONE, { to: TWO, task: 'T1', text: 'once more' });
    expect(await claim(of, TWO)).toMatchObject({ unread_count: 2 });
    expect(await read(of, TWO, { task: 'T1' })).toMatchObject({ messages_marked: 2, unread_count: 0 });
    expect(await claim(of, TWO)).toMatchObject({ unread_count: 0 });
  });

  it('is the same in claim, show and status, with the newest handoff', async () => {
    const of = await open();
    await claim(of, ONE);
    await releaseTask(of.as(ONE), { id: 'T1', note: 'first half' });
    await claim(of, ADA);
    await releaseTask(of.as(ADA), { id: 'T1', note: 'second half' });
    await send(of, ADA, { task: 'T1', text: 'and a word' });
    const expected = { handoff_message: { text: 'second half' } };
    expect(await claim(of, TWO)).toMatchObject({ ...expected, unread_count: 3 });
    await read(of, TWO, { task: 'T1' });
    await send(of, ONE, { task: 'T1', text: 'late' });
    const shown = (await showTask(of.as(TWO), { id: 'T1' })).data;
    expect(shown).toMatchObject({ ...expected, communication: { message_count: 4, unread_count: 1 } });
    expect((await workspaceStatus(of.as(TWO))).data.messages).toMatchObject({ total: 4, unread: 1 });
  });

  it('cannot be what is still to come', async () => {
    const of = await open();
    const { seq } = await send(of, ONE, { all: true });
    await expect(read(of, TWO, { all: true, upTo: seq + 1 })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { last_seq: seq },
    });
    await expect(read(of, TWO, { ids: ['1'], all: true })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(read(of, TWO, { ids: ['zz.9'] })).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});

describe('an answer', () => {
  it('goes back to who wrote to one, to the thread or to everybody, and names what it answers', async () => {
    const of = await open();
    const direct = await send(of, ONE, { to: TWO, task: 'T2' });
    const answer = await send(of, TWO, { replyTo: String(direct.seq) });
    expect(answer).toMatchObject({ recipient: `agent:${ONE}`, task_id: 'T2', reply_to: direct.message_id });
    const more = await send(of, TWO, { replyTo: answer.message_id });
    expect(more).toMatchObject({ recipient: `agent:${ONE}` });
    const onThread = await send(of, ONE, { task: 'T1' });
    expect(await send(of, TWO, { replyTo: onThread.message_id })).toMatchObject({ recipient: 'task:T1' });
    const all = await send(of, ONE, { all: true });
    expect(await send(of, TWO, { replyTo: all.message_id, to: ADA })).toMatchObject({
      recipient: `agent:${ADA}`,
    });
  });
});

describe('what is sent', () => {
  it('has at most 16 KiB, a subject of one line, and a recipient', async () => {
    const of = await open();
    await send(of, ONE, { all: true, text: 'é'.repeat(8192) });
    await expect(send(of, ONE, { all: true, text: `${'é'.repeat(8192)}x` })).rejects.toMatchObject({
      code: 'MESSAGE_TOO_LARGE',
      details: { bytes: 16_385, max_bytes: 16_384 },
    });
    await expect(send(of, ONE, { all: true, subject: 'a\nb' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(send(of, ONE, {})).rejects.toMatchObject({ code: 'USAGE' });
    await expect(send(of, ONE, { task: 'T9' })).rejects.toMatchObject({ code: 'TASK_NOT_FOUND' });
    await expect(send(of, ONE, { to: 'nobody' })).rejects.toMatchObject({ code: 'ACTOR_NOT_FOUND' });
    expect(await send(of, ONE, { to: 'one' })).toMatchObject({ recipient: `agent:${ONE}` });
  });

  it('is kept without secrets, and not at all in a dry run', async () => {
    const of = await open();
    const [{ secret: key } = { secret: '' }] = wellKnownSecrets(randomFrom(1));
    const { data, warnings } = await sendMessage(of.as(ONE), {
      text: `use ${key}`,
      all: true,
      severity: 'info',
    });
    expect(warnings).toMatchObject([{ code: 'redacted' }]);
    const [found] = (await search(of, { text: 'use' })).messages;
    expect(found).toMatchObject({ seq: data.seq });
    expect(found?.text).not.toContain(key);
    await sendMessage(of.as(ONE, { dryRun: true }), { text: 'dry', all: true, severity: 'info' });
    expect((await search(of, {})).total).toBe(1);
  });
});

describe('a search', () => {
  it('takes the text as it stands, in every script, and counts what it does not show', async () => {
    const of = await open();
    for (const text of ['100% done', '100 done', 'a_b', 'axb', 'Größe ÄNDERN', '[x]*']) {
      await send(of, ONE, { all: true, text });
    }
    await send(of, TWO, { task: 'T1', subject: 'Percent %', text: 'none' });
    expect(textsOf(await search(of, { text: '%' }))).toEqual(['none', '100% done']);
    expect(textsOf(await search(of, { text: '_' }))).toEqual(['a_b']);
    expect(textsOf(await search(of, { text: 'ändern' }))).toEqual(['Größe ÄNDERN']);
    expect(textsOf(await search(of, { text: '[X]*' }))).toEqual(['[x]*']);
    const cut = await search(of, { text: 'done', limit: 1 });
    expect(cut).toMatchObject({ count: 1, total: 2, next_cursor: cut.messages[0]?.seq });
    expect(textsOf(await search(of, { text: 'done', before: cut.next_cursor ?? 0 }))).toEqual(['100% done']);
    expect(textsOf(await search(of, { from: 'two' }))).toEqual(['none']);
    expect(textsOf(await search(of, { task: 'T1', to: 'all' }))).toEqual([]);
    expect((await search(of, { to: 'all', limit: 1 })).total).toBe(6);
  });
});

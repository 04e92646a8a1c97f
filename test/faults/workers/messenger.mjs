import { setTimeout as pause } from 'node:timers/promises';
import { api, job, nowNs, openAs, tell, waitForGo } from './worker-kit.mjs';

/**
 * One end of many conversations. `send`: sends `count` messages to everybody, each with the time at which it is sent.
 * `read`: waits for messages until it has `count` of others, goes on by cursor or by marks, and tells what it was shown.
 * `idle`: waits for as long as it is told, in vain, and tells what that cost.
 */
const context = await openAs(job.as);

const everything = { includeRead: false, limit: 20, after: 0 };

async function send() {
  for (let number = 0; number < job.count; number += 1) {
    await api.sendMessage(context, {
      text: `${job.as} ${number} ${nowNs()}`,
      all: true,
      severity: 'info',
    });
    if (job.gapMs > 0) {
      await pause(job.gapMs);
    }
  }
}

async function readByCursor() {
  const shown = [];
  let after = 0;
  while (shown.length < job.count) {
    const { data } = await api.waitForInbox(context, { ...everything, after, timeout: job.patience });
    if (data.timed_out) {
      return shown;
    }
    const atNs = nowNs();
    shown.push(...data.messages.map(({ text, seq }) => ({ text, seq, atNs })));
    after = data.cursor;
  }
  return shown;
}

async function readByMarks() {
  const shown = [];
  while (shown.length < job.count) {
    const { data } = await api.waitForInbox(context, { ...everything, timeout: job.patience });
    if (data.timed_out) {
      return shown;
    }
    const atNs = nowNs();
    shown.push(...data.messages.map(({ text, seq }) => ({ text, seq, atNs })));
    await api.markMessagesRead(context, { ids: [], all: true, upTo: data.cursor });
  }
  return shown;
}

async function idle() {
  const before = process.cpuUsage();
  const { data } = await api.waitForInbox(context, { ...everything, timeout: job.patience });
  const { user, system } = process.cpuUsage(before);
  tell({ kind: 'idle', timedOut: data.timed_out, cpuMs: (user + system) / 1000 });
}

waitForGo();
try {
  if (job.does === 'send') {
    await send();
  } else if (job.does === 'idle') {
    await idle();
  } else {
    const shown = await (job.byMarks ? readByMarks() : readByCursor());
    for (const each of shown) {
      tell({ kind: 'shown', ...each });
    }
  }
} finally {
  context.runtime.close();
}

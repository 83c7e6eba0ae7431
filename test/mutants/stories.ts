import { gzipSync } from 'node:zlib';
import type { FaultSpec } from '../../packages/sandbox/forge/world-told';
import { setGroup } from '../simulation/changes';
import type { SimFile } from '../simulation/files';
import { ask, cases, now, ours, type Stage, see, sha256Of, type Who } from '../simulation/stage';
import {
  clicks,
  failsElsewhere,
  file,
  handsIn,
  handsInAtDesk,
  MANDANT,
  refusesNext,
  sends,
  step,
  type Told,
  waits,
} from '../simulation/told-steps';
import { listsOtherwise } from '../support/behind-backs';
import { DAY, HOUR, MINUTE, postElsewhere } from '../support/hands';
import { inProduction } from '../support/in-production';

/**
 * Short lives, each told for one planted fault (./mutants): the situation that it takes, which a full life does not come to. With the code
 * as it is nothing goes wrong in them.
 */

/** What the next call of the app meets. */
const meets = (says: string, ...faults: readonly FaultSpec[]) =>
  step(says, async ({ w }) => {
    for (const fault of faults) w.forge.faults.add(fault);
  });

/** Whoever lives it sees something that must not be. */
const mustNot = (what: string, isSo: (stage: Stage) => Promise<boolean> | boolean) =>
  step(`nobody sees that ${what}`, async (stage) => {
    if (await isSo(stage)) stage.heard.seen.push(what);
  });

const AT_WORK = { match: { functionKey: 'work-fn' } } as const;
const asksDatev = (operation: string, more: Omit<FaultSpec, 'service' | 'operation'>): FaultSpec => ({
  ...{ service: 'datev', operation },
  ...AT_WORK,
  ...more,
});

/** A file lies ready, checked and right. */
const isReady = [handsInAtDesk('accountant', 'extf'), ...waits(1)];

const DIALOG: Told = {
  name: 'a dialog that is out of date',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), ...waits(1)],
    step(
      'firmLead opens the dialog, accountant hands in another file, firmLead clicks Send',
      async (stage) => {
        const [at] = await cases(stage);
        const { mode, goes } = (at && (await see(stage, at, 'firmLead')))?.actions.resubmit ?? {};
        if (at === undefined || mode === undefined || goes === undefined)
          throw new Error('Nothing lies ready.');
        await handsIn('accountant').does(stage);
        await stage.w.forge.advance(MINUTE);
        stage.heard.clicks.push({ at: now(stage), sha256: goes.sha256 });
        const payload = { submissionId: at.submissionId, mode, sha256: goes.sha256 };
        await ask(stage, { by: 'firmLead', name: 'submission.resubmit', payload });
      },
    ),
    ...[...waits(11), sends('firmLead'), ...waits(22)],
  ],
};

const PRODUCTION: Told = {
  name: "DATEV's production",
  begins: 'set-up',
  does: [],
  steps: [
    step("everything is set up with DATEV's production", async ({ w }) => inProduction(w)),
    ...[...isReady, sends('firmLead'), ...waits(66)],
    mustNot('a file goes to production from an installation for development', ({ w }) => ours(w).length > 0),
    clicks('accountant', 'closes it', async () => ({
      name: 'submission.close',
      payload: { reason: 'Booked by hand' },
    })),
    ...waits(1),
  ],
};

/** So long DATEV wants not to be asked. */
const LONG_SECONDS = 1800;
const isTold = (seconds: number) =>
  step(`DATEV asks to wait ${seconds} s after each answer`, async ({ w }) => w.datev.setRetryAfter(seconds));

const POLL: Told = {
  name: 'a long wait for the first poll',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    step('DATEV takes an hour for a file', async ({ w }) => w.datev.setPending(HOUR)),
    ...[isTold(LONG_SECONDS), ...isReady, sends('firmLead'), ...waits(66), isTold(5), ...waits(22)],
  ],
};

/** The next import is refused for now. */
const isRefused = (retryAfterSeconds: number) =>
  step(`DATEV refuses the next import for ${retryAfterSeconds} s`, async ({ w }) =>
    w.datev.answerNext(429, { operation: 'importExtfFile', retryAfterSeconds }),
  );

const REFUSED: Told = {
  name: 'a long wait for the next try',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...[isRefused(LONG_SECONDS), ...isReady, sends('firmLead'), ...waits(22)],
    mustNot('DATEV is asked again before it said so', ({ w }) => imports(w) > 1),
    ...waits(44),
  ],
};
const imports = (w: Stage['w']) =>
  w.forge.trace().filter(({ operation }) => operation === 'importExtfFile').length;

const MONTH: Told = {
  name: 'a wait of a month',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [isRefused((30 * DAY) / 1000), ...isReady, sends('firmLead'), ...waits(11)],
};

const LATE_INDEX: Told = {
  name: 'an index that is late',
  begins: 'set-up',
  does: ['createIssue'],
  steps: [
    step("Jira's index is ten minutes late", async ({ w }) => w.jira.setIndexLag(10 * MINUTE)),
    meets('of the next issue nobody hears', {
      ...{ service: 'jira', operation: 'createIssue', fault: 'lost-response' as const },
      ...AT_WORK,
    }),
    ...[failsElsewhere, ...waits(132)],
  ],
};

const DEATHS: Told = {
  name: 'a step that dies each time',
  begins: 'set-up',
  does: ['createDxsoJob'],
  steps: [
    meets(
      'whoever asks DATEV for a job dies before',
      asksDatev('createDxsoJob', { fault: 'crash-before', times: 1000 }),
    ),
    ...[handsInAtDesk('accountant', 'dxso'), ...waits(1), sends('firmLead'), ...waits(132)],
    mustNot(
      'a step dies a fourth time',
      ({ w }) =>
        w.forge
          .trace()
          .filter(({ operation, fault }) => operation === 'createDxsoJob' && fault === 'crash-before')
          .length > 3,
    ),
  ],
};

const releases = clicks('admin', 'has it tried again', async (stage, at) => {
  const [held] = (await see(stage, at))?.stuck ?? [];
  if (held === undefined) return undefined;
  stage.heard.retries.push(now(stage));
  return { name: 'submission.replay', payload: { key: held.key } };
});

const RELEASED: Told = {
  name: 'a click on what may have left',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    meets(
      'DATEV takes the file, and whoever sent it dies; so does whoever looks for it',
      asksDatev('importExtfFile', { fault: 'crash-after' }),
      asksDatev('listExtfJobs', { fault: 'crash-before', times: 1000 }),
    ),
    ...[...isReady, sends('firmLead'), ...waits(66)],
    step('nobody dies any more', async ({ w }) => w.forge.faults.clear()),
    ...[releases, ...waits(33)],
  ],
};

const ELSEWHERE: Told = {
  name: 'the job of somebody else',
  begins: 'set-up',
  does: ['importExtfFile', 'listExtfJobs'],
  steps: [
    ...isReady,
    meets('whoever sends dies before the call', asksDatev('importExtfFile', { fault: 'crash-before' })),
    ...[sends('firmLead'), ...waits(1)],
    step('another program sends a file that DATEV takes over', async (stage) =>
      postElsewhere(stage.w, file(stage), MANDANT),
    ),
    ...waits(44),
    mustNot('its page names the job of somebody else', async (stage) => {
      const [at] = await cases(stage);
      return ((at && (await see(stage, at)))?.facts.jobId ?? '') !== '';
    }),
  ],
};

const NEVER_LEFT: Told = {
  name: 'a try that never left',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...isReady,
    meets('whoever sends dies before it reads the file', {
      ...{ service: 'kvs', operation: 'batchGet', fault: 'crash-before' as const },
      match: { functionKey: 'work-fn', key: 'file:' },
    }),
    ...[sends('firmLead'), ...waits(66)],
    mustNot(
      'a person is asked for what never left',
      async (stage) => (await cases(stage, 'needs-you')).length > 0,
    ),
  ],
};

const NO_MARK: Told = {
  name: 'a mark that is not on record',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...isReady,
    meets(
      'storage says that it wrote the mark of leaving, and did not; whoever sends dies after the call',
      {
        ...{ service: 'kvs', operation: 'transact', fault: 'html' as const, after: 1 },
        match: { functionKey: 'work-fn', key: 'submission/' },
      },
      asksDatev('importExtfFile', { fault: 'crash-after' }),
    ),
    ...[sends('firmLead'), ...waits(44)],
  ],
};

const BARRED: Told = {
  name: 'a right that ends',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...[isRefused(LONG_SECONDS), ...isReady, sends('accountant'), ...waits(11)],
    step('admin lets firm leads only send', (stage) => setGroup(stage, false)),
    ...waits(66),
    mustNot('a file goes by the word of somebody who may not send any more', ({ w }) => ours(w).length > 0),
  ],
};

/** The calls by which a browser hands a file in, one by one, each by whomever. */
function handing(stage: Stage, given: SimFile) {
  const packed = gzipSync(given.bytes);
  const sha256 = sha256Of(given.bytes);
  const about = { target: { to: 'mandant', mandant: MANDANT }, name: given.name, sha256 };
  const begins = (by: Who, size = packed.length) =>
    ask<{ readonly fileId: string; readonly chunkBytes: number }>(stage, {
      ...{ by, name: 'file.begin' },
      payload: { ...about, bytes: given.bytes.length, packedBytes: size },
    });
  const puts = (by: Who, fileId: string, data: Uint8Array) =>
    ask(stage, {
      by,
      name: 'file.put',
      payload: { fileId, n: 0, data: Buffer.from(data).toString('base64') },
    });
  const finishes = (by: Who, fileId: string) => ask(stage, { by, name: 'file.finish', payload: { fileId } });
  return { packed, begins, puts, finishes };
}

const STOLEN: Told = {
  name: 'an upload of somebody else',
  begins: 'set-up',
  does: [],
  steps: [
    step('firmLead finishes what accountant began', async (stage) => {
      const { packed, begins, puts, finishes } = handing(stage, file(stage));
      const begun = await begins('accountant');
      if (begun.is !== 'done') throw new Error('The upload did not begin.');
      const { fileId } = begun.value;
      const asked = [await puts('firmLead', fileId, packed), await finishes('firmLead', fileId)];
      if (asked.some(({ is }) => is === 'done'))
        stage.heard.seen.push('an upload is taken over by somebody else');
    }),
  ],
};

const TORN: Told = {
  name: 'an upload that lacks its pieces',
  begins: 'set-up',
  does: [],
  steps: [
    step('accountant finishes an upload of which nothing came', async (stage) => {
      const { begins, finishes } = handing(stage, file(stage));
      const begun = await begins('accountant');
      if (begun.is !== 'done') throw new Error('The upload did not begin.');
      const asked = await finishes('accountant', begun.value.fileId);
      if (asked.is === 'done') stage.heard.seen.push('an upload is finished of which nothing came');
    }),
    ...waits(1),
  ],
};

/** One amount is another one: as long as it was, and right in form. */
function forged({ bytes }: SimFile): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return new TextEncoder().encode(
    text.replace(/(\r\n)(\d)/g, (_, end, digit) => `${end}${(Number(digit) % 9) + 1}`),
  );
}

const FORGED: Told = {
  name: 'other bytes than were named',
  begins: 'set-up',
  does: [],
  steps: [
    step('an upload brings other bytes than its hash says', async (stage) => {
      const given = file(stage);
      const { begins, puts, finishes } = handing(stage, given);
      const packed = gzipSync(forged(given));
      const begun = await begins('accountant', packed.length);
      if (begun.is !== 'done') throw new Error('The upload did not begin.');
      await puts('accountant', begun.value.fileId, packed);
      await finishes('accountant', begun.value.fileId);
    }),
    ...[...waits(1), sends('firmLead'), ...waits(22)],
  ],
};

const NIGHT: Told = {
  name: 'a night',
  begins: 'set-up',
  does: ['listExtfJobs'],
  steps: [
    step('a day and a night pass', ({ w }) => w.forge.advance(26 * HOUR)),
    mustNot('DATEV is asked for its list at night', ({ w }) =>
      w.forge.trace().some(({ operation, at }) => operation === 'listExtfJobs' && isNight(at)),
    ),
  ],
};
/** In Berlin, in winter: from ten in the evening to six in the morning. */
function isNight(at: number): boolean {
  const hour = new Date(at + HOUR).getUTCHours();
  return hour >= 22 || hour < 6;
}

const KEPT: Told = {
  name: 'bytes of a file that went',
  begins: 'set-up',
  does: ['importExtfFile'],
  steps: [
    ...[...isReady, sends('firmLead'), ...waits(22)],
    step('a day passes', ({ w }) => w.forge.advance(26 * HOUR)),
    mustNot('the bytes of yesterday are gone', async (stage) => {
      const [at] = await cases(stage);
      if (at === undefined) throw new Error('There is no file.');
      const payload = { submissionId: at.submissionId, revision: 1, n: 0 };
      return (await ask(stage, { by: 'admin', name: 'file.download', payload })).is === 'refused';
    }),
  ],
};

const UNNAMED: Told = {
  name: 'a job without its reference',
  begins: 'set-up',
  does: ['importExtfFile', 'createIssue'],
  steps: [
    ...[...isReady, refusesNext('1008836'), sends('firmLead'), ...waits(22)],
    step('DATEV lists it without the reference', async ({ w }) =>
      listsOtherwise(w, MANDANT, (jobs) => jobs.map(({ referenceId: _, ...job }) => job)),
    ),
    ...waits(66),
  ],
};

export const STORIES: readonly Told[] = [
  ...[DIALOG, PRODUCTION, POLL, REFUSED, MONTH, LATE_INDEX, DEATHS, RELEASED, ELSEWHERE, NEVER_LEFT, NO_MARK],
  ...[BARRED, STOLEN, TORN, FORGED, NIGHT, KEPT, UNNAMED],
];

import { datevsCode, explainCause, howRejected, jobStatusIn } from '../../datev/cause-words';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { cut, grouped, plain, quoted } from '../../kernel/text';
import { handedWords } from '../../submissions/handed-words';
import type { Note } from '../../submissions/submission';
import { say, sayWith, type Text, type Values } from '../../texts/say';
import { type Adf, bulletList, doc, fit, mention, p, panel, strong } from './adf';
import { whoMayApprove } from './approval-text';
import {
  batchName,
  CLOSE_STATUS,
  DELIVERED_STATUS,
  groupNames,
  type IssueFacts,
  isOnline,
  mandantName,
  RESUBMIT_STATUS,
  statusNames,
} from './facts-words';
import { MORE_IN_PANEL } from './issue-text';

/** What a comment may know. `by` is the display name of the person behind the note, where there is one. */
type CommentFacts = IssueFacts & {
  readonly by?: string;
  /** Names of the groups that may decide about files; absent where no group is set for it. */
  readonly resubmitGroups?: readonly string[];
};

type Words = {
  readonly lead: Text;
  readonly rest: readonly Text[];
  readonly kind: 'info' | 'note' | 'warning' | 'error' | 'success';
};

/** What follows the lead, and how both look. */
const WORDS = {
  sent: { kind: 'info', rest: ['comment.sent.next'] },
  'failed-again': { kind: 'error', rest: ['comment.failed-again.meaning'] },
  delivered: { kind: 'success', rest: ['comment.delivered.next'] },
  'stays-open': { kind: 'note', rest: ['comment.stays-open.what-to-do'] },
  'no-file': { kind: 'warning', rest: ['comment.no-file.what-to-do'] },
  'approval-wanted': { kind: 'note', rest: ['comment.approval-wanted.what-to-do'] },
  'approval-late': { kind: 'warning', rest: ['comment.approval-wanted.what-to-do'] },
  'not-approved': { kind: 'warning', rest: ['comment.not-approved.what-to-do'] },
  'not-allowed': { kind: 'warning', rest: ['comment.not-allowed.what-to-do'] },
  'newer-run': { kind: 'warning', rest: ['comment.newer-run.what-to-do'] },
  'asks-click': { kind: 'warning', rest: ['comment.asks-click.what-to-do'] },
  'file-errors': { kind: 'warning', rest: ['comment.file-errors.what-to-do'] },
  'asks-unchanged': { kind: 'note', rest: ['comment.asks-unchanged.what-to-do'] },
  'not-over': { kind: 'warning', rest: ['comment.not-over.what-to-do'] },
  superseded: { kind: 'note', rest: ['comment.superseded.what-to-do'] },
  closed: { kind: 'info', rest: ['comment.closed.next'] },
  overdue: { kind: 'warning', rest: ['comment.overdue.what-to-do'] },
  'reason-wanted': { kind: 'note', rest: ['comment.reason-wanted.what-to-do'] },
  attachment: { kind: 'warning', rest: ['comment.attachment.what-to-do'] },
  'attachment-taken': { kind: 'info', rest: ['comment.attachment-taken.next'] },
  twin: { kind: 'info', rest: ['comment.twin.why'] },
} as const satisfies Readonly<Record<Exclude<Note['about'], 'unknown'>, Omit<Words, 'lead'>>>;

/** The comment for an occasion. "Delivered" never says "booked": DATEV does not tell us that. */
export function commentBody(note: Note, facts: CommentFacts, lang: Lang): Adf {
  const words = wordsOf(note, facts);
  const values = valuesOf(note, facts, lang);
  const whole = doc(
    panel(words.kind, p(strong(sayWith(words.lead, lang, values)))),
    ...words.rest.map((sentence) => p(sayWith(sentence, lang, values))),
    ...extra(note, facts, lang),
    ...addressed(facts, lang),
  );
  return fit(whole, say(MORE_IN_PANEL, lang));
}

/** What follows a delivery depends on where it went; a no is not always a refusal. */
function wordsOf(note: Note, facts: CommentFacts): Words {
  const { kind = 'extf' } = facts;
  if (note.about === 'delivered' && kind !== 'extf')
    return {
      ...WORDS.delivered,
      lead: 'comment.delivered.lead',
      rest: [`comment.delivered-to-online.${kind}`],
    };
  if (note.about === 'failed-again')
    return {
      ...WORDS['failed-again'],
      lead: kind === 'run' ? leadOfRun(note.cause.code) : `comment.failed-again.${howRejected(note.cause)}`,
    };
  if (note.about === 'not-approved' && kind === 'run')
    return {
      kind: 'warning',
      lead: 'comment.run-not-approved.lead',
      rest: ['comment.run-not-approved.what-to-do'],
    };
  if (note.about === 'closed' && note.handed !== undefined)
    return { kind: 'note', lead: 'comment.closed-partly.lead', rest: ['comment.closed-partly.next'] };
  if (note.about === 'not-allowed' && facts.resubmitGroups === undefined)
    return { ...WORDS['not-allowed'], lead: 'comment.not-allowed-to-edit.lead' };
  if (note.about === 'unknown') return unknownWords(facts);
  const { about } = note;
  return { lead: `comment.${about}.lead`, ...WORDS[about] };
}

/** What DATEV did say differs, and so does the place in which somebody has to look; packages are in no list of jobs (A14). */
function unknownWords({ kind, doubt }: CommentFacts): Words {
  const without = isOnline(kind) ? 'comment.unknown-package.why' : 'comment.unknown.why';
  return {
    kind: 'warning',
    lead: doubt === 'silent' ? 'comment.silent.lead' : 'comment.unknown.lead',
    rest: [
      doubt === undefined ? without : `comment.${doubt}.why`,
      'comment.unknown.not-again',
      isOnline(kind) ? 'comment.unknown-package.what-to-do' : 'comment.unknown.what-to-do',
    ],
  };
}

function leadOfRun(code: string): Text {
  return code === 'run.count-differs' ? 'comment.run-differs' : 'comment.run-failed-again';
}

function valuesOf(note: Note, facts: CommentFacts, lang: Lang): Values {
  const label = note.about === 'delivered' ? (note.label ?? facts.label) : facts.label;
  const cause = note.about === 'failed-again' ? explainCause(note.cause, lang) : undefined;
  return {
    mandant: mandantName(facts),
    batch: batchName({ fileName: facts.fileName, ...present({ label }) }, lang),
    resubmit: statusNames(facts.resubmitStatuses, lang, RESUBMIT_STATUS),
    close: statusNames(facts.closeStatuses, lang, CLOSE_STATUS),
    delivered: statusNames(facts.deliveredStatuses ?? [], lang, DELIVERED_STATUS),
    groups: groupNames(facts.resubmitGroups ?? [], lang),
    ...('days' in note ? { days: note.days } : {}),
    ...('errors' in note ? { errors: grouped(note.errors, lang) } : {}),
    ...('revision' in note ? { revision: String(note.revision) } : {}),
    ...('handed' in note ? { parts: handedWords(note.handed, lang) } : {}),
    ...(note.about === 'twin' ? { key: note.key } : {}),
    ...('name' in note ? { name: quoted(note.name, lang) } : {}),
    ...(note.about === 'superseded' ? { program: quoted(note.program, lang), jobId: note.jobId } : {}),
    ...present({ title: cause?.title, meaning: cause?.meaning }),
  };
}

/** What only some occasions add. */
function extra(note: Note, facts: CommentFacts, lang: Lang): readonly ReturnType<typeof p>[] {
  switch (note.about) {
    case 'failed-again': {
      const cause = explainCause(note.cause, lang, facts.ownOf !== undefined);
      const remedies =
        cause.faults.length === 0 ? [cause.remedy] : [...new Set(cause.faults.map((fault) => fault.remedy))];
      return [
        bulletList(...cause.faults.map((fault) => [fault.text])),
        ...remedies.map((remedy) => p(remedy)),
        codeLine(note, lang),
      ];
    }
    case 'delivered':
      return [
        ...(note.records === undefined
          ? []
          : [p(say('comment.records', lang, { count: grouped(note.records, lang) }))]),
        ...(facts.movesDelivered === true ? [] : [p(say('comment.delivered.close-it', lang))]),
      ];
    case 'approval-wanted':
    case 'approval-late':
      return [whoMayApprove(facts, lang)];
    case 'no-file':
    case 'file-errors':
    case 'not-over':
      return note.moved === true ? [p(say('comment.moved-back', lang))] : [];
    case 'newer-run':
      return note.key === undefined ? [] : [p(say('comment.newer-run.issue', lang, { key: note.key }))];
    case 'closed':
      return note.reason === undefined
        ? []
        : [
            p(
              say('comment.reason', lang, {
                reason: cut(plain(note.reason).trim(), 500),
              }),
            ),
          ];
    case 'sent':
      return facts.by === undefined
        ? []
        : [
            p(
              say('comment.by', lang, {
                by: cut(plain(facts.by), 120),
              }),
            ),
          ];
    default:
      return [];
  }
}

/** By name, so that Jira tells them (A55). */
export function addressed({ to = [] }: Pick<IssueFacts, 'to'>, lang: Lang): readonly ReturnType<typeof p>[] {
  return to.length === 0 ? [] : [p(say('comment.to', lang), ...to.flatMap((one) => [' ', mention(one)]))];
}

function codeLine(note: Extract<Note, { about: 'failed-again' }>, lang: Lang): ReturnType<typeof p> {
  const code = datevsCode(note.cause.code);
  const status = jobStatusIn(note.cause.code);
  const parts = [
    code === undefined ? '' : say('comment.datev-code', lang, { code }),
    status === undefined ? '' : say('comment.job-status', lang, { status }),
    note.jobId === undefined ? '' : say('comment.job', lang, { jobId: note.jobId }),
  ].filter((part) => part !== '');
  return p(parts.join(', '));
}

import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { ActionView, WireFinding } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { present } from '../../../src/kernel/present';
import { call, NOT_REACHED } from '../../backend';
import { useMachine } from '../machine';
import { Trouble } from '../parts';
import { SectionMessage } from '../signs/section-message';
import { usePerson, useWords } from '../texts/lang';
import { type Chosen, check, marked, type Takes } from './check-chosen';
import { useComparison } from './comparison';
import { DropZone } from './drop-zone';
import { Changes, Findings } from './file-report';
import type { FileChanges } from './file-types';
import { keep, kept } from './kept-upload';
import type { LastSent } from './last-sent';
import { isMendedHere } from './mended-here';
import { pause, sendFile, stubbornly, type Target } from './transfer';
import { type Happened, isBusy, type Step, type UploadAction, upload } from './upload-state';

type Props = {
  readonly target: Target;
  readonly mandant: string;
  readonly takes: Takes;
  readonly action: ActionView;
  readonly label: string;
  /** What the chosen file is compared with. */
  readonly sent?: LastSent | undefined;
  readonly onAccepted: (submissionId: string) => void;
  /** A file that was made here and goes the same way as a chosen one; another object is another file. */
  readonly given?: File | undefined;
  /** What was read and what our own check says of it, before anything is sent. Whoever takes it shows the findings. */
  readonly onChecked?: (chosen: Chosen, findings: readonly WireFinding[]) => void;
  readonly onBusy?: (busy: boolean) => void;
  /** Above it stands already that a file is there and what the check says of it. */
  readonly isTold?: boolean;
};

/** Choose or drop a booking file: checked at once here, again in the backend, and only then it counts. */
export function Uploader(props: Props) {
  const { action, label, takes } = props;
  const t = useWords();
  const { step, changes, choose, again, stop, addMark } = useUpload(props);
  useGiven(props.given, choose);
  useBusy(isBusy(step), props.onBusy);
  if (!action.allowed) return action.why === undefined ? null : <p className="why">{action.why}</p>;
  return (
    <div className="uploader">
      <DropZone
        label={label}
        hint={t(HINTS[takes])}
        accept={ENDINGS[takes]}
        multiple={takes === 'dxso' || takes === 'any'}
        busy={isBusy(step)}
        onFiles={choose}
      />
      <div aria-live="polite">
        {step.is === 'accepted' && props.isTold ? null : (
          <Progress step={step} onStop={stop} onAgain={again} />
        )}
      </div>
      {step.is === 'failed' ? <Trouble of={step.problem} {...present({ retry: again })} /> : null}
      {step.is === 'refused' ? (
        <Refused
          step={step}
          isShown={props.onChecked === undefined || !isMendedHere(step.findings)}
          onAddMark={addMark}
        />
      ) : null}
      {changes === undefined || step.is === 'accepted' ? null : <Changes changes={changes} />}
    </div>
  );
}

/** A file that was made on this page is handed in once. */
function useGiven(given: File | undefined, choose: (files: readonly File[]) => void): void {
  const hand = useRef(choose);
  hand.current = choose;
  useEffect(() => {
    if (given !== undefined) hand.current([given]);
  }, [given]);
}

function useBusy(busy: boolean, onBusy: ((busy: boolean) => void) | undefined): void {
  const say = useRef(onBusy);
  say.current = onBusy;
  useEffect(() => say.current?.(busy), [busy]);
}

type Uploading = {
  readonly step: Step;
  /** Against the file that was sent, as soon as it is known. */
  readonly changes: FileChanges | undefined;
  readonly choose: (files: readonly File[]) => void;
  /** The same once more, while the page has it: a file that was made here is nowhere else. */
  readonly again: (() => void) | undefined;
  readonly stop: () => void;
  readonly addMark: () => void;
};

/** What the page has of an upload in hand: the files as they were chosen, what was read of them, the check that runs. */
type Hand = {
  files: readonly File[];
  checked: Chosen | undefined;
  checking: AbortController | undefined;
};

/** The upload's states and what the page does in them: check, send, ask for the verdict, remember. */
function useUpload(props: Props): Uploading {
  const { lang, issueId } = usePerson();
  const t = useWords();
  const [changes, compare] = useComparison(props.sent, lang);
  const hand = useRef<Hand>({ files: [], checked: undefined, checking: undefined }).current;
  const key = keyOf(props.target, issueId);
  const [step, tell] = useMachine<Step, Happened, UploadAction>(upload, { is: 'idle' }, (action, say) =>
    perform(action, { props, hand, lang, key, compare }, say),
  );
  useEffect(() => tell({ on: 'mounted', kept: kept(key), now: new Date().toISOString() }), [tell, key]);
  const choose = (chosen: readonly File[]) => {
    const [first] = chosen;
    if (isBusy(step) || first === undefined) return;
    hand.files = chosen;
    compare(undefined);
    const others = chosen.length - 1;
    tell({
      on: 'chosen',
      name: others === 0 ? first.name : t('severalFiles', { name: first.name, count: others }),
    });
  };
  const stop = () => tell({ on: 'given-up' });
  const inHand = hand.files;
  const again = inHand.length === 0 ? undefined : () => choose(inHand);
  return { step, changes, choose, again, stop, addMark: () => tell({ on: 'mark-wanted' }) };
}

type Tell = (event: Happened) => void;
type Doing = {
  readonly props: Props;
  readonly hand: Hand;
  readonly lang: Lang;
  /** Under which name this browser remembers it. */
  readonly key: string;
  readonly compare: (raw: Uint8Array<ArrayBuffer> | undefined) => void;
};

function perform(action: UploadAction, doing: Doing, tell: Tell): void {
  const { props, hand, lang, key } = doing;
  switch (action.do) {
    case 'check':
      return void checkInHand(doing, tell);
    case 'stop':
      return hand.checking?.abort();
    case 'add-mark':
      return void addMark(doing, tell);
    case 'send':
      return void send(hand.checked, { target: props.target, lang }, tell);
    case 'ask':
      return void verdict(action, lang).then(tell);
    case 'keep':
      return keep(key, { ...keptOf(action), at: new Date().toISOString() });
    case 'forget':
      hand.checked = undefined;
      return keep(key, undefined);
    case 'accepted':
      return props.onAccepted(action.submissionId);
  }
}

/** Of an earlier check that still runs nothing is heard any more. */
async function checkInHand({ props, hand, lang, compare }: Doing, tell: Tell): Promise<void> {
  hand.checking?.abort();
  hand.checking = new AbortController();
  const { signal } = hand.checking;
  const watch = (share: number) => tell({ on: 'looked', share });
  const [chosen, event] = await check(hand.files, props, { lang, watch, signal });
  if (signal.aborted) return;
  hand.checked = chosen;
  tell(event);
  compare(isBatch(chosen) ? chosen?.raw : undefined);
  if (chosen !== undefined && event.on === 'checked') props.onChecked?.(chosen, event.findings);
}

async function addMark({ props, hand, lang }: Doing, tell: Tell): Promise<void> {
  if (hand.checked === undefined) return;
  const [withIt, event] = await marked(hand.checked, props.mandant, lang);
  hand.checked = withIt;
  tell(event);
}

function keptOf({ name, fileId }: Extract<UploadAction, { do: 'keep' }>): { name: string; fileId?: string } {
  return fileId === undefined ? { name } : { name, fileId };
}

function isBatch(chosen: Chosen | undefined): boolean {
  return chosen !== undefined && /\.csv$/i.test(chosen.name);
}

async function send(
  file: Chosen | undefined,
  where: { target: Target; lang: Lang },
  tell: (event: Happened) => void,
): Promise<void> {
  if (file === undefined) return;
  const sent = await sendFile(file, where, (done, of) => tell({ on: 'progress', done, of }));
  tell(
    sent.ok
      ? { on: 'sent', fileId: sent.fileId }
      : { on: 'failed', problem: sent.problem, mayGoOn: sent.problem.code === NOT_REACHED },
  );
}

async function verdict(
  { fileId, waitMs }: Extract<UploadAction, { do: 'ask' }>,
  lang: Lang,
): Promise<Happened> {
  await pause(waitMs);
  const answer = await stubbornly(() => call('file.state', { lang, fileId }));
  if (answer.ok) return { on: 'verdict', verdict: answer.value };
  return { on: 'failed', problem: answer.problem, mayGoOn: answer.problem.code === NOT_REACHED };
}

function keyOf(target: Target, issueId: string): string {
  const what =
    target.to === 'issue' ? issueId : target.to === 'mandant' ? target.mandant : target.submissionId;
  return `datev:upload:${target.to}:${what}`;
}

/** What the browser offers to choose. */
const ENDINGS: Readonly<Record<Takes, string>> = {
  extf: '.csv,text/csv',
  dxso: '.zip,.xml,.pdf,.png,.jpg,.jpeg,.tif,.tiff,.gif,.bmp',
  document: '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.gif,.xml',
  any: '.csv,.zip,.xml,.pdf,.png,.jpg,.jpeg,.tif,.tiff,.gif,.bmp',
};
const HINTS = { extf: 'dropHint', dxso: 'dropPackage', document: 'dropDocument', any: 'dropAny' } as const;

type ProgressProps = {
  readonly step: Step;
  readonly onStop: () => void;
  readonly onAgain: (() => void) | undefined;
};

function Progress({ step, onStop, onAgain }: ProgressProps) {
  const t = useWords();
  switch (step.is) {
    case 'reading':
      return <Reading step={step} onStop={onStop} />;
    case 'checking':
      return <p>{t('checking', { name: step.name })}</p>;
    case 'accepted':
      return <p>{t(hasErrors(step) ? 'acceptedWithErrors' : 'accepted', { name: step.name })}</p>;
    case 'interrupted':
      return (
        <p>
          {t('interrupted', { name: step.name })}{' '}
          {onAgain === undefined ? null : (
            <Button spacing="compact" onClick={onAgain}>
              {t('retry')}
            </Button>
          )}
        </p>
      );
    case 'sending': {
      const saying = t('sendingFile', { name: step.name });
      return (
        <p>
          {saying}
          <progress max={step.of} value={step.done} aria-label={saying} />
        </p>
      );
    }
    default:
      return null;
  }
}

/** A check that takes its time says how far it is, and can be ended. */
function Reading({ step, onStop }: { step: Extract<Step, { is: 'reading' }>; onStop: () => void }) {
  const t = useWords();
  const saying = t('reading', { name: step.name });
  if (step.share === undefined) return <p>{saying}</p>;
  return (
    <p>
      {saying} <progress max={1} value={step.share} aria-label={saying} />{' '}
      <Button spacing="compact" onClick={onStop}>
        {t('cancel')}
      </Button>
    </p>
  );
}

function hasErrors({ findings }: Extract<Step, { is: 'accepted' }>): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function Refused(props: {
  step: Extract<Step, { is: 'refused' }>;
  /** What our own check found is shown here, not by somebody else. */
  isShown: boolean;
  onAddMark: () => void;
}) {
  const { step, isShown, onAddMark } = props;
  const t = useWords();
  const isFound = step.findings.length > 0 || step.said === undefined;
  const isOurs = isFound && (isShown || step.said !== undefined);
  return (
    <div role="alert">
      <SectionMessage
        appearance="error"
        title={isFound || step.said === undefined ? t('checkFound', { name: step.name }) : step.said.title}
      >
        {isOurs ? <Findings findings={step.findings} /> : <p>{step.said?.remedy ?? t('mendBelow')}</p>}
        {step.needsMark === true ? <Button onClick={onAddMark}>{t('addMark')}</Button> : null}
      </SectionMessage>
    </div>
  );
}

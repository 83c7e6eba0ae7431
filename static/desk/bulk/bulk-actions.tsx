import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { DeskRow } from '../../../src/contract/answers';
import { Dialog } from '../../shared/signs/dialog';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Shown } from '../cards';
import { Export } from '../export';
import type { DeskRequest } from '../request';
import { isUnderWay, Outcomes, type Told } from './outcomes';
import { withEach } from './pace';
import { close, type Outcome, type Ready, readyOf, send } from './send-one';
import { Totals } from './totals';

type Props = {
  readonly value: Shown;
  readonly wish: DeskRequest;
  readonly picked: readonly DeskRow[];
  readonly onDone: () => void;
  readonly onOpen: (submissionId: string) => void;
  readonly reload: () => Promise<void>;
};

type Asking =
  | { readonly what: 'send'; readonly ready: readonly Ready[]; readonly not: readonly Told[] }
  | { readonly what: 'close' };

/** What may be done to all that are chosen: sent, closed, taken into a table; nothing where the list is empty. */
export function BulkActions(props: Props) {
  const { picked, value } = props;
  const t = useWords();
  const bulk = useBulk(props);
  const isNone = picked.length === 0;
  // Asked a second time meanwhile, each would be told twice, and what was done as refused.
  const waits = isNone || isUnderWay(bulk.told);
  return (
    <>
      {value.rows.length === 0 && value.cursor === undefined ? null : (
        <fieldset className="actions bulk">
          <legend className="unseen">{t('withChosen')}</legend>
          <span className="note" role="status">
            {isNone ? t('noneChosen') : t('chosenCount', { count: picked.length })}
          </span>
          <Button spacing="compact" isDisabled={waits} isLoading={bulk.looking} onClick={bulk.askToSend}>
            {t('sendChosen')}
          </Button>
          <Button spacing="compact" isDisabled={waits} onClick={bulk.askToClose}>
            {t('closeChosen')}
          </Button>
          <Export {...props} />
        </fieldset>
      )}
      <Question {...bulk} picked={picked} />
      {bulk.told.length === 0 ? null : <Outcomes told={bulk.told} onOpen={props.onOpen} />}
    </>
  );
}

type Named = { readonly submissionId: string; readonly name: string };

/** What is asked, what is done to each, and what came of it. */
function useBulk({ picked, onDone, reload }: Props) {
  const lang = useLang();
  const [asking, setAsking] = useState<Asking>();
  const [looking, setLooking] = useState(false);
  const [told, setTold] = useState<readonly Told[]>([]);
  const look = async () => {
    setLooking(true);
    setTold([]);
    setAsking({ what: 'send', ...(await lookedAt(picked, lang)) });
    setLooking(false);
  };
  const doEach = async (all: readonly Named[], act: ActOnOne, before: readonly Told[] = []) => {
    setAsking(undefined);
    setTold([
      ...before,
      ...all.map(({ submissionId, name }) => ({ submissionId, name, outcome: undefined })),
    ]);
    await withEach(all, async ({ submissionId }) => {
      const outcome = await act(submissionId);
      setTold((now) => now.map((one) => (one.submissionId === submissionId ? { ...one, outcome } : one)));
    });
    onDone();
    await reload();
  };
  return {
    asking,
    looking,
    told,
    askToSend: () => void look(),
    askToClose: () => setAsking({ what: 'close' }),
    stopAsking: () => setAsking(undefined),
    sendAll: (ready: readonly Ready[], not: readonly Told[]) => {
      const known = new Map(ready.map((one) => [one.submissionId, one]));
      void doEach(ready, (id) => sendKnown(known.get(id), lang), not);
    },
    closeAll: (reason: string) => void doEach(picked.map(named), (id) => close(id, reason, lang)),
  };
}

function named({ submissionId, label, fileName }: DeskRow): Named {
  return { submissionId, name: label ?? fileName };
}

function Question(props: ReturnType<typeof useBulk> & Pick<Props, 'picked'>) {
  const { asking, stopAsking } = props;
  switch (asking?.what) {
    case 'send': {
      const { ready, not } = asking;
      return <SendDialog {...asking} onClose={stopAsking} onConfirm={() => props.sendAll(ready, not)} />;
    }
    case 'close':
      return <CloseDialog count={props.picked.length} onClose={stopAsking} onConfirm={props.closeAll} />;
    default:
      return null;
  }
}

type ActOnOne = (submissionId: string) => Promise<Outcome>;

function sendKnown(ready: Ready | undefined, lang: Parameters<typeof send>[1]): Promise<Outcome> {
  return ready === undefined ? Promise.resolve({ is: 'unknown' }) : send(ready, lang);
}

async function lookedAt(picked: readonly DeskRow[], lang: Parameters<typeof send>[1]) {
  const ready: Ready[] = [];
  const not: Told[] = [];
  await withEach(picked, async (row) => {
    const found = await readyOf(row.submissionId, lang);
    if ('ready' in found) ready.push(found.ready);
    else not.push({ ...named(row), outcome: found.not });
  });
  return { ready, not };
}

function SendDialog(props: {
  ready: readonly Ready[];
  not: readonly Told[];
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { ready, not } = props;
  const t = useWords();
  return (
    <Dialog
      open
      title={t('sendManyTitle')}
      confirm={t('sendMany', { count: ready.length })}
      disabled={ready.length === 0}
      onConfirm={props.onConfirm}
      onClose={props.onClose}
    >
      <Totals of={ready} />
      <ul className="plain">
        {ready.map(({ submissionId, name, mandant, approves }) => (
          <li key={submissionId}>
            {name} · {mandant}
            {approves ? <small className="block">{t('sendingApproves')}</small> : null}
          </li>
        ))}
      </ul>
      {not.length === 0 ? null : (
        <>
          <p>{t('notSendable', { count: not.length })}</p>
          <ul className="plain">
            {not.map(({ submissionId, name, outcome }) => (
              <li key={submissionId}>
                {name}
                <small className="block">{outcome?.is === 'not' ? outcome.title : null}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function CloseDialog(props: { count: number; onConfirm: (reason: string) => void; onClose: () => void }) {
  const t = useWords();
  const id = useId();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      title={t('closeManyTitle', { count: props.count })}
      confirm={t('closeChosen')}
      disabled={reason.trim().length < 3}
      onConfirm={() => props.onConfirm(reason.trim())}
      onClose={props.onClose}
    >
      <p>{t('closeNote')}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea id={id} rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
    </Dialog>
  );
}

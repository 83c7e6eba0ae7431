import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { DeskRow } from '../../../src/contract/answers';
import { Dialog } from '../../shared/dialog';
import { useLang, useWords } from '../../shared/lang';
import type { Shown } from '../cards';
import { Export } from '../export';
import type { DeskRequest } from '../request';
import { Outcomes, type Told } from './outcomes';
import { withEach } from './pace';
import { close, type Outcome, type Ready, readyOf, send } from './sending';
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

/** What may be done to all that are chosen: sent, closed, taken into a table. */
export function BulkActions(props: Props) {
  const { picked, onDone, reload } = props;
  const t = useWords();
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
  const doEach = async (
    ids: readonly { submissionId: string; name: string }[],
    deed: Deed,
    before: readonly Told[],
  ) => {
    setAsking(undefined);
    setTold([...before, ...ids.map((one) => ({ ...one, outcome: undefined }))]);
    await withEach(ids, async ({ submissionId }) => {
      const outcome = await deed(submissionId);
      setTold((all) => all.map((one) => (one.submissionId === submissionId ? { ...one, outcome } : one)));
    });
    onDone();
    await reload();
  };
  return (
    <>
      <fieldset className="actions bulk">
        <legend className="unseen">{t('withChosen')}</legend>
        <span className="note" role="status">
          {picked.length === 0 ? t('noneChosen') : t('chosenCount', { count: picked.length })}
        </span>
        <Button
          spacing="compact"
          isDisabled={picked.length === 0}
          isLoading={looking}
          onClick={() => void look()}
        >
          {t('sendChosen')}
        </Button>
        <Button
          spacing="compact"
          isDisabled={picked.length === 0}
          onClick={() => setAsking({ what: 'close' })}
        >
          {t('closeChosen')}
        </Button>
        <Export {...props} />
      </fieldset>
      {asking?.what === 'send' ? (
        <SendDialog
          {...asking}
          onClose={() => setAsking(undefined)}
          onConfirm={() => {
            const ready = new Map(asking.ready.map((one) => [one.submissionId, one]));
            const deed = async (id: string) => sendKnown(ready.get(id), lang);
            void doEach(asking.ready, deed, asking.not);
          }}
        />
      ) : null}
      {asking?.what === 'close' ? (
        <CloseDialog
          count={picked.length}
          onClose={() => setAsking(undefined)}
          onConfirm={(reason) => {
            const named = picked.map((row) => ({
              submissionId: row.submissionId,
              name: row.label ?? row.fileName,
            }));
            void doEach(named, (id) => close(id, reason, lang), []);
          }}
        />
      ) : null}
      {told.length === 0 ? null : <Outcomes told={told} onOpen={props.onOpen} />}
    </>
  );
}

type Deed = (submissionId: string) => Promise<Outcome>;

function sendKnown(ready: Ready | undefined, lang: Parameters<typeof send>[1]): Promise<Outcome> {
  return ready === undefined ? Promise.resolve({ is: 'unknown' }) : send(ready, lang);
}

async function lookedAt(picked: readonly DeskRow[], lang: Parameters<typeof send>[1]) {
  const ready: Ready[] = [];
  const not: Told[] = [];
  await withEach(picked, async ({ submissionId, label, fileName }) => {
    const found = await readyOf(submissionId, lang);
    if ('ready' in found) ready.push(found.ready);
    else not.push({ submissionId, name: label ?? fileName, outcome: found.not });
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

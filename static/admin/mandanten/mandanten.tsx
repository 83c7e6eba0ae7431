import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type {
  AdminAnswer,
  Answer,
  Choice,
  LookBack,
  MandantChoice,
  ProblemView,
} from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { CommonTroubles, OwnTrouble } from '../../shared/common-troubles';
import { commonTroubles, isTold } from '../../shared/data/troubles';
import { PersonPicker } from '../../shared/inputs/person-picker';
import { Skeleton, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import { Whole } from '../whole';
import { MandantChoices } from './mandant-choices';

type Props = {
  readonly value: AdminAnswer;
  readonly reload: () => Promise<void>;
  readonly onWatch: (mandant: string) => void;
};

/** Which Mandanten are watched, those in trouble first; new ones come from DATEV's own list. */
export function Mandanten({ value, reload, onWatch }: Props) {
  const t = useWords();
  return (
    <section>
      <h2>{t('mandanten')}</h2>
      <MandantenBody value={value} reload={reload} onWatch={onWatch} />
    </section>
  );
}

/** The same without its title; in the set-up DATEV's list is asked for `atOnce`. */
export function MandantenBody({
  value,
  reload,
  onWatch,
  atOnce = false,
}: Props & { readonly atOnce?: boolean }) {
  const { problem, choices, load, forget, ...actions } = useMandantActions(reload, atOnce);
  const [asking, setAsking] = useState<MandantChoice>();
  const t = useWords();
  const common = commonTroubles(value.mandanten);
  const watches = (mandant: string) => {
    onWatch(mandant);
    forget();
    void reload();
  };
  return (
    <>
      <Trouble of={problem} />
      {value.offered.length === 0 ? null : (
        <Offered offered={value.offered} onWatch={setAsking} onDismiss={() => void actions.dismiss()} />
      )}
      <CommonTroubles of={common} />
      <ul className="cards">
        {value.mandanten.map((m) => (
          <Card key={m.id} mandant={m} isTold={isTold(m, common)} actions={actions} onWatch={setAsking} />
        ))}
      </ul>
      {atOnce ? null : <Button onClick={() => void load()}>{t('addMandant')}</Button>}
      {atOnce && choices === undefined && problem === undefined ? <Skeleton rows={6} /> : null}
      {choices === undefined ? null : (
        <MandantChoices choices={choices} onWatch={setAsking} onDone={watches} />
      )}
      {asking === undefined ? null : (
        <Watch
          mandant={asking}
          onClose={() => setAsking(undefined)}
          onDone={() => {
            setAsking(undefined);
            watches(asking.id);
          }}
        />
      )}
    </>
  );
}

type MandantActions = {
  readonly dismiss: () => Promise<void>;
  readonly unwatch: (mandant: string) => Promise<void>;
  readonly assign: (mandant: string, choice: Choice | null) => Promise<void>;
};

/** What may be done with the Mandanten; the newest trouble, and DATEV's own list once it was asked for. */
function useMandantActions(reload: () => Promise<void>, atOnce: boolean) {
  const [choices, setChoices] = useState<readonly MandantChoice[]>();
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const shown = async (answer: Answer<unknown>) => {
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  const actions: MandantActions = {
    dismiss: async () => shown(await call('mandant.dismiss', { lang })),
    unwatch: async (mandant) => shown(await call('mandant.unwatch', { lang, mandant })),
    assign: async (mandant, choice) =>
      shown(await call('mandant.watch', { lang, mandant, lookBackDays: 0, assignee: choice?.id ?? null })),
  };
  const load = async () => {
    const answer = await call('datev.mandanten', { lang });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setChoices(answer.value);
  };
  const first = useRef(load);
  useEffect(() => {
    if (atOnce) void first.current();
  }, [atOnce]);
  return { problem, choices, load, forget: () => setChoices(undefined), ...actions };
}

/** What DATEV shows since the newest login and nobody has decided about. */
function Offered(props: {
  offered: AdminAnswer['offered'];
  onWatch: (mandant: MandantChoice) => void;
  onDismiss: () => void;
}) {
  const { offered, onWatch, onDismiss } = props;
  const t = useWords();
  return (
    <SectionMessage appearance="information" title={t('offered')}>
      <ul className="plain">
        {offered.map(({ id, name }) => (
          <li key={id} className="line">
            <span className="wrap">
              {name} ({id})
            </span>
            <Button spacing="compact" onClick={() => onWatch({ id, name, service: true, watched: false })}>
              {t('watch')}
            </Button>
          </li>
        ))}
      </ul>
      <Button spacing="compact" onClick={onDismiss}>
        {t('notNow')}
      </Button>
    </SectionMessage>
  );
}

function Card(props: {
  mandant: AdminAnswer['mandanten'][number];
  isTold: boolean;
  actions: MandantActions;
  onWatch: (mandant: MandantChoice) => void;
}) {
  const { mandant: m, actions, onWatch } = props;
  const t = useWords();
  return (
    <li className="card">
      <h3>
        {m.name ?? m.id} <small>{m.name === undefined ? '' : m.id}</small>
      </h3>
      <OwnTrouble of={m} isTold={props.isTold} />
      <p className="note">{m.watched ? t('watched') : t('notWatched')}</p>
      {m.watched ? (
        <p className="note">
          {m.coveredUntil === undefined ? t('notCovered') : t('validUntil', { until: m.coveredUntil })}
        </p>
      ) : null}
      {m.watched ? (
        <>
          <PersonPicker
            label={t('assignee')}
            current={m.assignee}
            onChoose={(c) => void actions.assign(m.id, c)}
          />
          <Button spacing="compact" onClick={() => void actions.unwatch(m.id)}>
            {t('unwatch')}
          </Button>
        </>
      ) : (
        <Button
          spacing="compact"
          onClick={() => onWatch({ id: m.id, name: m.name ?? m.id, service: true, watched: false })}
        >
          {t('watch')}
        </Button>
      )}
    </li>
  );
}

/** From now on, or from some days ago after seeing how many issues that brings. */
function Watch({
  mandant,
  onClose,
  onDone,
}: {
  mandant: MandantChoice;
  onClose: () => void;
  onDone: () => void;
}) {
  const { days, setDays, found, assignee, setAssignee, problem, count, watch } = useWatch(mandant, onDone);
  const t = useWords();
  return (
    <Dialog
      open
      title={`${t('watch')}: ${mandant.name} (${mandant.id})`}
      confirm={t('watch')}
      disabled={days > 0 && found === undefined}
      onClose={onClose}
      onConfirm={() => void watch()}
    >
      <Trouble of={problem} />
      <LookBackChoice days={days} onDays={setDays} onCount={() => void count()} />
      {found === undefined ? null : <p aria-live="polite">{t('lookBackCount', found)}</p>}
      <PersonPicker
        label={t('assignee')}
        current={assignee === undefined ? undefined : { accountId: assignee.id, name: assignee.name }}
        onChoose={(choice) => setAssignee(choice ?? undefined)}
      />
    </Dialog>
  );
}

/** Counts what a look back would bring, and begins to watch. */
function useWatch(mandant: MandantChoice, onDone: () => void) {
  const [days, setDays] = useState(0);
  const [counted, setCounted] = useState<{ readonly days: number; readonly found: LookBack }>();
  const [assignee, setAssignee] = useState<Choice>();
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const count = async () => {
    const answer = await call('mandant.look-back', {
      lang,
      mandant: mandant.id,
      days,
    });
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setCounted({ days, found: answer.value });
  };
  const watch = async () => {
    const to = present({ assignee: assignee?.id });
    const answer = await call('mandant.watch', { lang, mandant: mandant.id, lookBackDays: days, ...to });
    if (answer.ok) onDone();
    else setProblem(answer.problem);
  };
  // An answer for a number of days that somebody has changed meanwhile is none.
  const found = counted?.days === days ? counted.found : undefined;
  return { days, setDays, found, assignee, setAssignee, problem, count, watch };
}

function LookBackChoice(props: { days: number; onDays: (days: number) => void; onCount: () => void }) {
  const { days, onDays, onCount } = props;
  const t = useWords();
  return (
    <div className="line">
      <Whole label={t('lookBack')} value={days} range={[0, 365]} onChange={onDays} />
      <Button onClick={onCount}>{t('count')}</Button>
    </div>
  );
}

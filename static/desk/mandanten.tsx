import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { Choice, DeskMandant, ProblemView } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { call } from '../backend';
import { CommonTroubles, OwnTrouble } from '../shared/common-troubles';
import { commonTroubles, isTold } from '../shared/data/troubles';
import { DocumentForm } from '../shared/files/document-form';
import { Uploader } from '../shared/files/uploader';
import { PersonPicker } from '../shared/inputs/person-picker';
import { Trouble, When } from '../shared/parts';
import { type PlainWord, useLang, useWords } from '../shared/texts/lang';
import type { Shown } from './cards';
import { foundMandanten } from './mandant-search';
import { type DeskRequest, ofMandant } from './request';
import { WatchJobForm } from './watch-job';

type Props = {
  readonly value: Shown;
  readonly now: string;
  readonly wish: DeskRequest;
  readonly onWish: (wish: DeskRequest) => void;
  readonly onOpen: (submissionId: string) => void;
  readonly reload: () => Promise<void>;
};
type OfOne = Props & { readonly mandant: DeskMandant; readonly isTold: boolean };

/** So many are shown before somebody asks for all: those that need somebody come first. */
const FIRST = 8;

/** The Mandanten with what each needs, worst first; found by parts of name and number. */
export function Mandanten(props: Props) {
  const { value, wish } = props;
  const t = useWords();
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const found = foundMandanten(value.mandanten, typed);
  const isWhole = all || typed !== '' || found.length <= FIRST;
  const common = commonTroubles(value.mandanten);
  const shown = found.filter(({ id }, n) => isWhole || n < FIRST || id === wish.mandant);
  return (
    <section aria-labelledby="mandanten">
      <h2 id="mandanten">{t('mandanten')}</h2>
      {value.isCounting ? <p className="note">{t('isCounting')}</p> : null}
      {value.mandanten.length === 0 ? <p className="empty">{t('noMandanten')}</p> : null}
      {value.mandanten.length <= 3 ? null : <Find typed={typed} onType={setTyped} found={found.length} />}
      <CommonTroubles of={common} />
      <ul className="mandanten">
        {shown.map((m) => (
          <Mandant key={m.id} {...props} mandant={m} isTold={isTold(m, common)} />
        ))}
      </ul>
      {isWhole ? null : (
        <Button spacing="compact" onClick={() => setAll(true)}>
          {t('allMandantenCount', { count: found.length })}
        </Button>
      )}
    </section>
  );
}

function Find(props: { typed: string; onType: (typed: string) => void; found: number }) {
  const t = useWords();
  const id = useId();
  return (
    <p className="toolbar">
      <span className="choose">
        <label htmlFor={id}>{t('findMandant')}</label>
        <input
          id={id}
          type="search"
          autoComplete="off"
          value={props.typed}
          onChange={(e) => props.onType(e.target.value)}
        />
      </span>
      <span role="status" className="note">
        {props.typed === '' ? '' : t('foundMandanten', { count: props.found })}
      </span>
    </p>
  );
}

/** What is open below a Mandant. */
type Form = 'file' | 'document' | 'job' | 'assignee';

function Mandant(props: OfOne) {
  const { mandant: m, wish, now } = props;
  const t = useWords();
  const [open, setOpen] = useState<Form>();
  const chosen = wish.mandant === m.id;
  return (
    <li className={chosen ? 'card chosen' : 'card'}>
      <div className="mandant">
        <h3>
          <button
            type="button"
            className="link"
            aria-pressed={chosen}
            onClick={() => props.onWish(ofMandant(wish, chosen ? undefined : m.id))}
          >
            {m.name ?? m.id}
          </button>{' '}
          <small>{m.name === undefined ? '' : m.id}</small>
        </h3>
        <Numbers mandant={m} />
        <p className="note">
          {t('assignee')}: {m.assignee?.name ?? t('nobody')} · {m.watched ? t('watched') : t('notWatched')}
          {m.lastLookAt === undefined ? null : (
            <>
              {' · '}
              {t('lastChecked')} <When at={m.lastLookAt} now={now} />
            </>
          )}
        </p>
        <MandantActions {...props} open={open} toggle={(what) => setOpen(open === what ? undefined : what)} />
      </div>
      <OwnTrouble of={m} isTold={props.isTold} />
      <Opened {...props} open={open} />
    </li>
  );
}

function Numbers({ mandant: m }: { mandant: DeskMandant }) {
  const t = useWords();
  const lang = useLang();
  const numbers: readonly (readonly [PlainWord, number, string])[] = [
    ['needsYou', m.needsYou, 'removed'],
    ['countOverdue', m.overdue, 'moved'],
    ['moving', m.moving, 'inprogress'],
    ['delivered', m.delivered, 'success'],
  ];
  return (
    <dl className="numbers">
      {numbers.map(([word, count, tone]) => (
        <div key={word} className={count === 0 ? 'none' : `tone-${tone}`}>
          <dt>{t(word)}</dt>
          <dd>{grouped(count, lang)}</dd>
        </div>
      ))}
    </dl>
  );
}

function MandantActions(props: OfOne & { open: Form | undefined; toggle: (what: Form) => void }) {
  const { mandant: m, value, open, toggle } = props;
  const t = useWords();
  const button = (what: Form, title: string, label = title) => (
    <Button spacing="compact" aria-expanded={open === what} aria-label={label} onClick={() => toggle(what)}>
      {title}
    </Button>
  );
  return (
    <div className="actions">
      {value.may.upload.allowed ? (
        <>
          {button('file', t('upload'), t('uploadFor', { mandant: m.id }))}
          {button('document', t('document'))}
          {button('job', t('watchJob'))}
        </>
      ) : null}
      {value.may.mappings.allowed ? button('assignee', t('chooseAssignee')) : null}
    </div>
  );
}

function Opened(props: OfOne & { open: Form | undefined }) {
  const { mandant: m, value, open } = props;
  const t = useWords();
  const lang = useLang();
  switch (open) {
    case undefined:
      return null;
    case 'assignee':
      return <Assignee {...props} />;
    case 'job':
      return <WatchJobForm mandant={m.id} onDone={props.onOpen} />;
    case 'document':
      return (
        <DocumentForm
          types={() => call('datev.document-types', { lang, mandant: m.id })}
          target={{ to: 'mandant', mandant: m.id }}
          mandant={m.id}
          action={value.may.upload}
          label={t('chooseDocument')}
          onDone={props.onOpen}
        />
      );
    case 'file':
      return (
        <Uploader
          target={{ to: 'mandant', mandant: m.id }}
          mandant={m.id}
          takes="any"
          action={value.may.upload}
          label={t('uploadFor', { mandant: m.id })}
          onAccepted={props.onOpen}
        />
      );
  }
}

function Assignee({ mandant, reload }: OfOne) {
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const save = async (choice: Choice | null) => {
    const answer = await call('mandant.save', { lang, mandant: mandant.id, assignee: choice?.id ?? null });
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <>
      <Trouble of={problem} />
      <PersonPicker
        label={t('assignee')}
        current={mandant.assignee}
        onChoose={(choice) => void save(choice)}
      />
    </>
  );
}

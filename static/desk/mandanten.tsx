import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Choice, DeskMandant, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { DocumentForm } from '../shared/document-form';
import { useLang, useWords } from '../shared/lang';
import { Bar, Trouble, When } from '../shared/parts';
import { PersonPicker } from '../shared/person-picker';
import { Uploader } from '../shared/uploader';
import type { Shown } from './cards';
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

/** One card per Mandant with its counts drawn, worst first. */
export function Mandanten(props: Props) {
  const { value } = props;
  const t = useWords();
  const most = Math.max(1, ...value.mandanten.flatMap((m) => [m.needsYou, m.moving, m.delivered]));
  return (
    <section aria-labelledby="mandanten">
      <h2 id="mandanten">{t('mandanten')}</h2>
      {value.isCounting ? <p className="note">{t('isCounting')}</p> : null}
      {value.mandanten.length === 0 ? <p className="empty">{t('noMandanten')}</p> : null}
      <ul className="cards">
        {value.mandanten.map((m) => (
          <Card key={m.id} {...props} mandant={m} most={most} />
        ))}
      </ul>
    </section>
  );
}

/** What is open below a card. */
type Form = 'file' | 'document' | 'job';

function Card(props: Props & { mandant: DeskMandant; most: number }) {
  const { mandant: m, most, wish, now } = props;
  const t = useWords();
  const [open, setOpen] = useState<Form>();
  const chosen = wish.mandant === m.id;
  return (
    <li className={chosen ? 'card chosen' : 'card'}>
      <h3>
        {m.name ?? m.id} <small>{m.name === undefined ? '' : m.id}</small>
      </h3>
      <Trouble of={m.trouble} />
      <Bar label={t('needsYou')} value={m.needsYou} most={most} tone="removed" />
      <Bar label={t('moving')} value={m.moving} most={most} tone="inprogress" />
      <Bar label={t('delivered')} value={m.delivered} most={most} tone="success" />
      <p className="note">
        {m.watched ? t('watched') : t('notWatched')}
        {m.lastLookAt === undefined ? null : (
          <>
            {' · '}
            {t('lastChecked')} <When at={m.lastLookAt} now={now} />
          </>
        )}
      </p>
      <Assignee {...props} />
      <CardActions {...props} toggle={(what) => setOpen(open === what ? undefined : what)} />
      <Opened {...props} open={open} />
    </li>
  );
}

function CardActions(props: Props & { mandant: DeskMandant; toggle: (what: Form) => void }) {
  const { mandant: m, wish, value, toggle } = props;
  const t = useWords();
  const chosen = wish.mandant === m.id;
  return (
    <div className="actions">
      <Button spacing="compact" onClick={() => props.onWish(ofMandant(wish, chosen ? undefined : m.id))}>
        {chosen ? t('allMandanten') : t('show')}
      </Button>
      {value.may.upload.allowed ? (
        <>
          <Button spacing="compact" onClick={() => toggle('file')}>
            {t('uploadFor', { mandant: m.id })}
          </Button>
          <Button spacing="compact" onClick={() => toggle('document')}>
            {t('document')}
          </Button>
          <Button spacing="compact" onClick={() => toggle('job')}>
            {t('watchJob')}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function Opened(props: Props & { mandant: DeskMandant; open: Form | undefined }) {
  const { mandant: m, value, open } = props;
  const t = useWords();
  const lang = useLang();
  return (
    <>
      {open === 'document' ? (
        <DocumentForm
          types={() => call('datev.document-types', { lang, mandant: m.id })}
          target={{ to: 'mandant', mandant: m.id }}
          mandant={m.id}
          action={value.may.upload}
          label={t('chooseDocument')}
          onDone={props.onOpen}
        />
      ) : null}
      {open === 'job' ? <WatchJobForm mandant={m.id} onDone={props.onOpen} /> : null}
      {open === 'file' ? (
        <Uploader
          target={{ to: 'mandant', mandant: m.id }}
          mandant={m.id}
          takes="any"
          action={value.may.upload}
          label={t('uploadFor', { mandant: m.id })}
          onAccepted={props.onOpen}
        />
      ) : null}
    </>
  );
}

function Assignee({ mandant, value, reload }: Props & { mandant: DeskMandant }) {
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const name = mandant.assignee?.name ?? t('nobody');
  if (!value.may.mappings.allowed) {
    return (
      <p>
        {t('assignee')}: {name}
      </p>
    );
  }
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

import Button from '@atlaskit/button/new';
import type { AdminAnswer } from '../../../src/contract/answers';
import { useKeys } from '../../shared/data/use-keys';
import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { Whole } from '../whole';
import { ChosenPeople } from './chosen-people';
import { Holidays, LAND } from './holidays';

type Notices = NonNullable<Settings['notices']>;
type Step = Notices['escalation'][number];
type Props = { readonly value: AdminAnswer; readonly settings: Settings; readonly change: Change };

const MOST_STEPS = 3;
const NO_STEP: Step = { afterDays: 2, people: [] };

/** Who is told besides: a mail a day, and others when it takes too long. */
export function NoticesPart({ value, settings, change }: Props) {
  const t = useWords();
  const notices = settings.notices ?? { land: settings.routing?.land ?? LAND, digest: false, escalation: [] };
  const set = (part: Partial<Notices>) => change((s) => withNotices(s, { ...notices, ...part }));
  const { escalation, digest, land } = notices;
  const { keys, drop } = useKeys(escalation.length);
  const put = (n: number, step: Step | undefined) => {
    if (step === undefined) drop(n);
    set({ escalation: escalation.flatMap((one, at) => (at === n ? (step ?? []) : one)) });
  };
  return (
    <>
      <h3>{t('notices')}</h3>
      <p className="note">{t('noticesNote')}</p>
      <label className="check">
        <input type="checkbox" checked={digest} onChange={(e) => set({ digest: e.target.checked })} />
        {t('digest')}
      </label>
      {escalation.map((step, n) => (
        <OneStep key={keys[n]} number={n + 1} step={step} value={value} set={(next) => put(n, next)} />
      ))}
      {escalation.length < MOST_STEPS ? (
        <div className="actions">
          <Button onClick={() => set({ escalation: [...escalation, NO_STEP] })}>{t('addNoticeStep')}</Button>
        </div>
      ) : null}
      {digest || escalation.length > 0 ? (
        <Holidays land={land} label={t('noticesLand')} set={(next) => set({ land: next })} />
      ) : null}
    </>
  );
}

/** Nothing wanted is nothing kept, as before. */
function withNotices({ notices: _, ...settings }: Settings, next: Notices): Settings {
  return next.digest || next.escalation.length > 0 ? { ...settings, notices: next } : settings;
}

type StepProps = {
  readonly number: number;
  readonly step: Step;
  readonly value: AdminAnswer;
  readonly set: (next: Step | undefined) => void;
};

function OneStep({ number, step, value, set }: StepProps) {
  const t = useWords();
  return (
    <fieldset>
      <legend>{t('noticeStep', { n: number })}</legend>
      <div className="fields">
        <Whole
          label={t('lateDays')}
          value={step.afterDays}
          range={[1, 60]}
          onChange={(afterDays) => set({ ...step, afterDays })}
        />
      </div>
      <ChosenPeople
        legend={t('mentioned')}
        chosen={step.people}
        known={value.routed}
        most={5}
        put={(people) => set({ ...step, people })}
      />
      <div className="actions">
        <Button appearance="subtle" onClick={() => set(undefined)}>
          {t('removeNoticeStep')}
        </Button>
      </div>
    </fieldset>
  );
}

import { useId } from 'react';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';
import { Whole } from '../whole';

type Props = { readonly settings: Settings; readonly change: Change };

/** How long files are kept. */
export function Retention({ settings, change }: Props) {
  const t = useWords();
  return (
    <div className="fields">
      <Whole
        label={t('retention')}
        value={settings.retentionDays}
        range={[1, 3650]}
        onChange={(n) => change((s) => ({ ...s, retentionDays: n }))}
      />
    </div>
  );
}

type SwitchProps = Props & {
  readonly of: 'automationMayTransition' | 'resendUnknown';
  readonly children: string;
};

/** A setting that is on or off. */
export function Switch({ settings, change, of, children }: SwitchProps) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={settings[of]}
        onChange={(e) => change((s) => ({ ...s, [of]: e.target.checked }))}
      />
      {children}
    </label>
  );
}

type Discovery = Settings['discovery'];
type Set = (part: Partial<Discovery>) => void;

/** When is looked at DATEV by itself. */
export function Hours({ settings, change }: Props) {
  const t = useWords();
  const { discovery } = settings;
  const set: Set = (part) => change((s) => ({ ...s, discovery: { ...s.discovery, ...part } }));
  return (
    <fieldset>
      <legend>{t('discovery')}</legend>
      <div className="fields">
        <Whole
          label={t('everyMinutes')}
          value={discovery.everyMinutes}
          range={[15, 1440]}
          onChange={(n) => set({ everyMinutes: n })}
        />
        <Whole
          label={t('fromHour')}
          value={discovery.fromHour}
          range={[0, 24]}
          onChange={(n) => set({ fromHour: n })}
        />
        <Whole
          label={t('toHour')}
          value={discovery.toHour}
          range={[0, 24]}
          onChange={(n) => set({ toHour: n })}
        />
        <Zone value={discovery.zone} onChange={(zone) => set({ zone })} />
      </div>
      <Days days={discovery.days} set={set} />
    </fieldset>
  );
}

/** Monday is 1, as in ISO 8601; the first of January 2024 was one. */
function Days({ days, set }: Pick<Discovery, 'days'> & { set: Set }) {
  const t = useWords();
  const lang = useLang();
  const name = new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' });
  return (
    <fieldset>
      <legend>{t('days')}</legend>
      <div className="days">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <label key={day} className="check">
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(e) =>
                set({ days: e.target.checked ? [...days, day].sort() : days.filter((d) => d !== day) })
              }
            />
            {name.format(new Date(Date.UTC(2024, 0, day)))}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A time zone of the IANA list, e.g. Europe/Berlin; the browser knows them all. */
function Zone({ value, onChange }: { value: string; onChange: (zone: string) => void }) {
  const t = useWords();
  const hint = useId();
  const isWrong = !isZone(value);
  return (
    <label>
      {t('zone')}
      <input
        value={value}
        maxLength={60}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? hint : undefined}
        onChange={(e) => onChange(e.target.value.trim())}
      />
      {isWrong ? (
        <small id={hint} className="why">
          {t('zoneHint')}
        </small>
      ) : null}
    </label>
  );
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined && zone !== '';
  } catch {
    return false;
  }
}

import { useId } from 'react';
import type { Choice } from '../../../src/contract/answers';
import { useWords } from '../../shared/texts/lang';

type Props = {
  readonly types: readonly Choice[];
  readonly chosen: string | undefined;
  /** It has to be chosen; else nothing chosen is as usual. */
  readonly isNeeded: boolean;
  readonly onChoose: (id: string | undefined) => void;
};

/** The issue type of a project. One that was chosen and is not there any more stays chosen until somebody takes another. */
export function TypeField({ types, chosen, isNeeded, onChoose }: Props) {
  const t = useWords();
  const hint = useId();
  const isOpen = isNeeded && chosen === undefined;
  const isGone = chosen !== undefined && !types.some(({ id }) => id === chosen);
  return (
    <label>
      {t('issueType')}
      <select
        value={chosen ?? ''}
        aria-invalid={isOpen}
        aria-describedby={isOpen ? hint : undefined}
        onChange={(e) => onChoose(e.target.value === '' ? undefined : e.target.value)}
      >
        <option value="">{t(isNeeded ? 'choose' : 'asElse')}</option>
        {[...types, ...(isGone ? [{ id: chosen, name: chosen }] : [])].map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      {isOpen ? (
        <small id={hint} className="why">
          {t('chooseType')}
        </small>
      ) : null}
    </label>
  );
}

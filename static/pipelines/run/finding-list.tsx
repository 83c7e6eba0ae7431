import type { FindingView } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { byPlace } from '../../shared/by-place';
import { useLang, useWords } from '../../shared/texts/lang';
import { useTargets } from '../editor/place-words';

/** Findings with their place, the value and what to do. Where there is a way to the rule, the target leads there. */
export function FindingList(props: {
  findings: readonly FindingView[];
  onTarget?: (finding: FindingView) => void;
}) {
  const { findings, onTarget } = props;
  return (
    <ul className="findings">
      {byPlace(findings, (finding) => (
        <li>
          <Place finding={finding} onTarget={onTarget} /> {finding.title} <em>{finding.remedy}</em>
        </li>
      ))}
    </ul>
  );
}

function Place(props: { finding: FindingView; onTarget: ((finding: FindingView) => void) | undefined }) {
  const { finding, onTarget } = props;
  const { row, column, target, value } = finding;
  const t = useWords();
  const targetWord = useTargets();
  const lang = useLang();
  const name = target === undefined ? undefined : targetWord(target);
  const where = [
    row === undefined ? undefined : t('rowNumber', { n: grouped(row, lang) }),
    column === undefined ? undefined : t('columnNamed', { column }),
    value === undefined ? undefined : t('valueNamed', { value }),
  ].filter((each) => each !== undefined);
  return (
    <strong>
      {name === undefined ? null : onTarget === undefined ? (
        `${name} · `
      ) : (
        <button type="button" className="link" onClick={() => onTarget(finding)}>
          {name}
        </button>
      )}
      {where.join(' · ')}
      {where.length === 0 && (name === undefined || onTarget !== undefined) ? null : ': '}
    </strong>
  );
}

import { LANDS, type Land } from '../../../src/pipelines/pipeline';
import { say } from '../../../src/texts/say';
import { useLang } from '../../shared/texts/lang';

/** Whose holidays count, until somebody chooses. */
export const LAND = 'BY';

type Props = { readonly land: Land; readonly label: string; readonly set: (land: Land) => void };

/** Whose holidays are no business days. */
export function Holidays({ land, label, set }: Props) {
  const lang = useLang();
  return (
    <div className="fields">
      <label>
        {label}
        <select value={land} onChange={(e) => set(e.target.value as Land)}>
          {LANDS.map((one) => (
            <option key={one} value={one}>
              {say(`land.${one}`, lang)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

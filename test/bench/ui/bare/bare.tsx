import '@atlaskit/css-reset';
import Button from '@atlaskit/button/new';
import { view } from '@forge/bridge';
import { createRoot } from 'react-dom/client';

/* The least that a page of Forge in Atlassian's look is: the theme, a button, a table whose rows nobody has to ask for. */

const ROWS = Array.from({ length: 25 }, (_, n) => ({
  name: `EXTF_Buchungsstapel_${n}.csv`,
  state: n % 3 === 0 ? 'Rejected' : 'Delivered',
}));

function Bare() {
  return (
    <main>
      <h1>Transmissions</h1>
      <Button appearance="primary">Send again</Button>
      <table>
        <thead>
          <tr>
            <th>File</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(({ name, state }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{state}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

void view.theme.enable().then(() => {
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<Bare />);
});

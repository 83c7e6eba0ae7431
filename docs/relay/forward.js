import { PUBLIC_KEY } from './key.js';
import { forwardAddress } from './relay.js';

const address = await forwardAddress(location.search, PUBLIC_KEY);
if (address === undefined) {
  document.getElementById('said').textContent =
    'Diese Anmeldung gehört zu keiner Installation. Beginnen Sie sie in den DATEV-Einstellungen in Jira noch einmal. · ' +
    'This login belongs to no installation. Begin it again in the DATEV settings in Jira.';
} else location.replace(address);

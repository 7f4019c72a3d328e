import { ConflictsPane } from './ConflictsPane.tsx';

/** The inbox of conflicts as a screen of its own. */
const ConflictsScreen = () => <ConflictsPane />;
export default ConflictsScreen;

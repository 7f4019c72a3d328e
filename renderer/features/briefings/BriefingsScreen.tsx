import { later } from '../../app/later.tsx';
import { usePlace } from '../../app/place.ts';
import { BriefingList } from './BriefingList.tsx';

// The builder brings the editor along, which the list does not need.
const Builder = later(() => import('./Builder.tsx'));

const BriefingsScreen = () => {
  const id = usePlace((state) => (state.place.feature === 'briefings' ? state.place.id : null));
  if (!id) return <BriefingList />;
  return <Builder id={id} key={id} />;
};
export default BriefingsScreen;

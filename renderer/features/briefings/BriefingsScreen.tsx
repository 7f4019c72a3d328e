const BriefingsScreen = () => null;
export default BriefingsScreen;

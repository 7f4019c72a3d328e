const SourcesScreen = () => null;
export default SourcesScreen;

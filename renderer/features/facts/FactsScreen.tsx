const FactsScreen = () => null;
export default FactsScreen;

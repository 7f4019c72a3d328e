const SettingsScreen = () => null;
export default SettingsScreen;

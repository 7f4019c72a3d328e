const Palette = () => null;
export default Palette;

import { decisions } from "../contents.js";

export default { watch: ["../../decisions/*.md"], load: decisions };

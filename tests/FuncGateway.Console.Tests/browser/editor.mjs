import assert from "node:assert/strict";

/** The policy editor of a page, as a person uses it. */
export class Editor {
  constructor(scene, page, policy = "main") {
    this.scene = scene;
    this.page = page;
    this.json = page.getByRole("textbox", { name: `Document of the policy ${policy}, JSON` });
  }

  /** Opens the editor of a policy of the server `jobs`. */
  static async open(scene, { policy = "main", query = "", server = "jobs", ...how } = {}) {
    const page = await scene.open(`/ui/servers/${server}/policies/${policy}${query}`, how);
    const editor = new Editor(scene, page, policy);
    await editor.json.waitFor();
    return editor;
  }

  async text() {
    return (await this.json.locator(".cm-line").allTextContents()).join("\n");
  }

  /** Replaces the whole text by typing. */
  async write(text) {
    await this.json.click();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.insertText(text);
  }

  button(tool, label) {
    return this.page.getByRole("radiogroup", { name: `Rule of ${tool}` }).getByRole("radio", { name: label });
  }

  async choose(tool, label) {
    await this.button(tool, label).click();
    await this.assertChosen(tool, label);
  }

  async assertChosen(tool, label) {
    await this.scene.eventually(`${tool} is ${label}`, async () => (await this.button(tool, label).getAttribute("aria-checked")) === "true");
  }

  /** Waits until what the gateway says about the text is shown. */
  async checked(summary) {
    await this.page.getByRole("status").filter({ hasText: summary }).first().waitFor();
  }

  async publish(note) {
    await this.page.getByRole("button", { name: "Publish …" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Note").fill(note);
    await dialog.getByRole("button", { name: "Publish", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async tab(name) {
    await this.page.getByRole("tab", { name }).click();
  }

  async assertText(expected) {
    await this.scene.eventually("the text of the document", async () => (await this.text()) === expected).catch(async () => assert.equal(await this.text(), expected));
  }
}

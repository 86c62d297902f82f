using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>What the words of a name and a description mean.</summary>
public sealed class ToolClassifierWordsTests
{
    [Fact]
    public void Classify_NamesOfCommonTools_AgreesWithAllLabels() => Assert.Empty(Disagreements(WordTool.Named));

    [Fact]
    public void Classify_DescriptionsOfCommonTools_AgreesWithAllLabels() => Assert.Empty(Disagreements(WordTool.Described));

    [Theory]
    [InlineData("convert_time", ToolClass.Read, "convert time")]
    [InlineData("resolve_incident", ToolClass.Write, "resolve incident")]
    [InlineData("resolve_library_id", ToolClass.Read, "resolve")]
    [InlineData("scan_ports", ToolClass.Execute, "scan ports")]
    public void Classify_AVerbWhoseObjectDecides_NamesBoth(string name, ToolClass expected, string found) =>
        Assert.Equal((expected, "name", found), Reason(name, null));

    [Theory]
    [InlineData("create_payment_webhook", ToolClass.Write)]
    [InlineData("create_payment_from_template", ToolClass.Financial)]
    [InlineData("create_event_subscription", ToolClass.Write)]
    [InlineData("create_subscription", ToolClass.Financial)]
    [InlineData("collect_payment", ToolClass.Financial)]
    public void Classify_ANameAboutMoney_IsFinancialIfMoneyMoves(string name, ToolClass expected) =>
        Assert.Equal(expected, Classify(name, null).Class);

    [Theory]
    [InlineData("pull_request_read", ToolClass.Read, "read")]
    [InlineData("set_task_status", ToolClass.Write, "set")]
    [InlineData("bulk_delete_users", ToolClass.Destructive, "delete")]
    [InlineData("index_drop", ToolClass.Destructive, "drop index")]
    [InlineData("kubectl_get", ToolClass.Read, "get")]
    [InlineData("replicate.list_models", ToolClass.Read, "list")]
    [InlineData("code_executor", ToolClass.Execute, "execute code")]
    [InlineData("web_scraping", ToolClass.Read, "scrape")]
    [InlineData("account_deletion", ToolClass.Destructive, "deletion")]
    [InlineData("current_user", ToolClass.Read, "current")]
    public void Classify_AName_FindsItsVerb(string name, ToolClass expected, string found) =>
        Assert.Equal((expected, "name", found), Reason(name, null));

    [Theory]
    [InlineData("Permanently deletes a page.", ToolClass.Destructive, "delete")]
    [InlineData("Order status by number.", ToolClass.Read, "status")]
    [InlineData("Batch deletion of files.", ToolClass.Destructive, "deletion")]
    [InlineData("Make a payment to a merchant.", ToolClass.Financial, "make payment")]
    [InlineData("Manage pages: create, rename or delete them.", ToolClass.Destructive, "delete")]
    [InlineData("Creates a sandbox and runs code in it.", ToolClass.Execute, "run")]
    [InlineData("Does not delete anything. Lists pages.", ToolClass.Read, "list")]
    [InlineData("The page is deleted.", ToolClass.Destructive, "delete")]
    public void Classify_ADescription_FindsItsVerb(string description, ToolClass expected, string found) =>
        Assert.Equal((expected, "description", found), Reason("zorp", description));

    [Theory]
    [InlineData("get_overview", "Call this first. Returns all projects.", ToolClass.Read)]
    [InlineData("create_agent", "An agent that can run tools.", ToolClass.Write)]
    [InlineData("analyze_log", "Generates a summary of the log.", ToolClass.Read)]
    [InlineData("search_tools", "Returns a tool that plans and runs workflows.", ToolClass.Read)]
    [InlineData("create_agent", "Runs a command.", ToolClass.Execute)]
    [InlineData("get_page", "A tool that deletes a page.", ToolClass.Destructive)]
    public void Classify_AClearName_IsOverruledOnlyByAClearVerb(string name, string description, ToolClass expected) =>
        Assert.Equal(expected, Classify(name, description).Class);

    [Theory]
    [InlineData("find_rows", "Search. Also deletes the found rows.", ToolClass.Destructive)]
    [InlineData("search_rows", "Searches rows. It then deletes the found rows.", ToolClass.Destructive)]
    [InlineData("search_rows", "Searches rows and optionally deletes them.", ToolClass.Destructive)]
    [InlineData("get_account", "Checks the status and wires the funds to the given account.", ToolClass.Financial)]
    [InlineData("check_status", "Checks the status and wires the funds to the given account.", ToolClass.Financial)]
    [InlineData("get_account", "Gets the account. Permanently deletes the account.", ToolClass.Destructive)]
    [InlineData("get_account", "Gets the account and permanently deletes the account.", ToolClass.Destructive)]
    [InlineData("get_account", "Gets the account, then pays the open invoices.", ToolClass.Financial)]
    [InlineData("get_logs", "Gets logs. Drops the table afterwards.", ToolClass.Destructive)]
    [InlineData("find_delete", null, ToolClass.Destructive)]
    [InlineData("get_user_delete", null, ToolClass.Destructive)]
    [InlineData("list-drop-table", null, ToolClass.Destructive)]
    public void Classify_ASecondVerbThatDeletesOrPays_IsNotRead(string name, string? description, ToolClass expected) =>
        Assert.Equal(expected, Classify(name, description).Class);

    [Theory]
    [InlineData("get_account", "Gets the account. Use delete_account to delete the account.")]
    [InlineData("get_account", "Gets the account. Does not delete anything.")]
    [InlineData("get_account", "Gets the account. Deleted accounts are left out.")]
    [InlineData("list_rows", "Lists rows. Call this before deleting the rows.")]
    [InlineData("list_rows", "Lists rows. Also lists those that a user deleted.")]
    [InlineData("list_orders", "Lists orders. Also shows who paid the order and when.")]
    [InlineData("get_delete_log", "Returns who deleted what.")]
    [InlineData("get_account", "Gets the account. Only delete accounts that are empty.")]
    [InlineData("get_account", "Gets the account. Deletes are logged elsewhere.")]
    [InlineData("list_charges", "Lists charges. Refunds are included.")]
    [InlineData("list_charges", "Lists charges, refunds, and disputes.")]
    [InlineData("get_page", "Gets a page. Removes scripts from the text.")]
    [InlineData("get_rows", "Gets rows. Drops empty values.")]
    [InlineData("search_delete_events", null)]
    [InlineData("find_files_to_delete", null)]
    [InlineData("get_drop_rate", null)]
    public void Classify_AReaderThatMentionsDeletingOrPaying_IsRead(string name, string? description) =>
        Assert.Equal(ToolClass.Read, Classify(name, description).Class);

    [Theory]
    [InlineData("process_document", "Uploads a document.", ToolClass.Write)]
    [InlineData("process_list", "Lists processes.", ToolClass.Read)]
    [InlineData("call_model", "Puts a prompt to a model.", ToolClass.Execute)]
    [InlineData("shell", "Creates a session.", ToolClass.Execute)]
    public void Classify_AWordThatMayBeANoun_IsExplainedByTheDescription(string name, string description, ToolClass expected) =>
        Assert.Equal(expected, Classify(name, description).Class);

    private static (ToolClass Class, string Where, string Found) Reason(string name, string? description)
    {
        var found = Classify(name, description);
        return (found.Class, found.Reasons[0].Where, found.Reasons[0].Found);
    }

    private static ToolClassification Classify(string name, string? description) =>
        ToolClassifier.Classify(new ToolDefinition(name) { Description = description });

    private static IEnumerable<string> Disagreements(IEnumerable<WordTool> tools) =>
        from tool in tools
        let found = ToolClassifier.Classify(tool.Tool)
        where found.Class != tool.Class
        select $"{tool.Tool.Name}, {tool.Tool.Description}: {found.Class} instead of {tool.Class}, {string.Join("; ", found.Reasons)}";
}

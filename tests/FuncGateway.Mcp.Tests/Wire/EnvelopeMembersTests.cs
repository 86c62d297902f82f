using System.Text;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Tests.Wire;

public sealed class EnvelopeMembersTests
{
    [Fact]
    public void Read_OfACompletion_FindsWhatItCompletes()
    {
        var prompt = Accepted("completion/complete", """{"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"a","value":""}}""");
        var resource = Accepted("completion/complete", """{"ref":{"uri":"docs://{x}","type":"ref\/resource"}}""");

        Assert.Equal((true, "ref/prompt", "greet", null), (prompt.HasRef, prompt.RefType, prompt.RefName, prompt.RefUri));
        Assert.Equal((true, "ref/resource", null, "docs://{x}"), (resource.HasRef, resource.RefType, resource.RefName, resource.RefUri));
    }

    [Fact]
    public void Read_OfASubscription_FindsItsUrisAndTasks()
    {
        var envelope = Accepted("subscriptions/listen", """{"notifications":{"toolsListChanged":true,"resourceSubscriptions":["a","\u0062"],"taskIds":["t"]}}""");

        Assert.Equal(["a", "b"], envelope.SubscribedUris);
        Assert.Equal(["t"], envelope.SubscribedTaskIds);
    }

    [Theory]
    [InlineData("""{"resourceSubscriptions":["a",1]}""", "\"params.notifications.resourceSubscriptions\" is a list that contains a number; a list of strings is accepted.")]
    [InlineData("""{"taskIds":"t"}""", "\"params.notifications.taskIds\" is a string; a list of strings is accepted.")]
    [InlineData("""{"TaskIds":["t"]}""", "The key \"TaskIds\" could be taken for \"taskIds\"; exactly \"taskIds\" is accepted.")]
    public void Read_OfASubscriptionThatCannotBeJudged_SaysWhy(string filter, string message) =>
        Assert.Equal(message, Problem("subscriptions/listen", $$"""{"notifications":{{filter}}}""")?.Message);

    [Fact]
    public void Read_OfASubscriptionToMoreThanAThousand_IsRefused()
    {
        var ids = string.Join(',', Enumerable.Repeat("\"t\"", SubscriptionFilterReader.MaxSubscriptions + 1));
        var problem = Problem("subscriptions/listen", "{\"notifications\":{\"taskIds\":[" + ids + "]}}");

        Assert.Contains("more than 1000", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfACallWithMoreThanArguments_FindsEachMemberAsWritten()
    {
        var envelope = Accepted("tools/call", """
            {"name":"a","task":{"ttl":1},"inputResponses":{"k":{}},"requestState":"s","_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t1"}},"x":1,"cursor":null}
            """);

        Assert.Equal(("""{"ttl":1}""", """{"k":{}}""", "\"s\""), (Text(envelope.Task), Text(envelope.InputResponses), Text(envelope.RequestState)));
        Assert.Equal(("""{"taskId":"t1"}""", "t1"), (Text(envelope.RelatedTask), envelope.RelatedTaskId));
        Assert.StartsWith("""{"io.model""", Text(envelope.Meta), StringComparison.Ordinal);
        Assert.Equal(["x", "cursor"], envelope.OtherParams);
    }

    [Fact]
    public void Read_OfManyForeignMembers_RemembersTheFirstFew() =>
        Assert.Equal(["a", "b", "c", "d", "e"], Accepted("tools/call", """{"name":"n","a":1,"b":1,"c":1,"d":1,"e":1,"f":1}""").OtherParams);

    [Fact]
    public void Read_OfAClientsAnswer_FindsTheIdAndTheAnswer()
    {
        var (envelope, problem) = EnvelopeReader.Read("""{"jsonrpc":"2.0","id":"s1","result":{"roots":[]}}"""u8.ToArray());

        Assert.Null(problem);
        Assert.Equal((EnvelopeKind.Response, "\"s1\"", """{"roots":[]}"""), (envelope.Kind, Text(envelope.Id), Text(envelope.Answer)));
    }

    [Theory]
    [InlineData("tools/list")]
    [InlineData("ping")]
    [InlineData("initialize")]
    public void Read_OfNullParams_IsAsIfThereWereNone(string method)
    {
        var envelope = Accepted(method, "null");

        Assert.True(envelope.Params.IsEmpty);
        Assert.Contains("\"params\":null", Text(envelope.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arguments")]
    [InlineData("task")]
    [InlineData("inputResponses")]
    [InlineData("requestState")]
    [InlineData("requestId")]
    [InlineData("_meta")]
    [InlineData("ref")]
    [InlineData("notifications")]
    public void Read_OfAMemberThatIsNull_IsAsIfItWereAbsent(string member)
    {
        var envelope = Accepted("tools/call", $$"""{"name":"a","{{member}}":null}""");

        Assert.True(envelope.Arguments.IsEmpty && envelope.Task.IsEmpty && envelope.InputResponses.IsEmpty && envelope.RequestState.IsEmpty);
        Assert.True(envelope.RequestId.IsEmpty && envelope.Meta.IsEmpty && !envelope.HasRef);
    }

    [Theory]
    [InlineData("""{"progressToken":null}""")]
    [InlineData("""{"io.modelcontextprotocol/related-task":null}""")]
    [InlineData("""{"io.modelcontextprotocol/clientCapabilities":null}""")]
    public void Read_OfAMemberOfMetaThatIsNull_IsAsIfItWereAbsent(string meta)
    {
        var envelope = Accepted("tools/call", $$"""{"name":"a","_meta":{{meta}}}""");

        Assert.True(envelope.ProgressToken.IsEmpty && envelope.RelatedTask.IsEmpty && !envelope.HasClientCapabilities);
    }

    [Theory]
    [InlineData("tools/call", """{"name":null}""", "name")]
    [InlineData("prompts/get", "{}", "name")]
    [InlineData("prompts/get", """{"name":["a"]}""", "name")]
    [InlineData("resources/read", """{"uri":null}""", "uri")]
    [InlineData("resources/subscribe", "null", "uri")]
    [InlineData("resources/unsubscribe", """{"uri":1}""", "uri")]
    [InlineData("tasks/get", """{"taskId":7}""", "taskId")]
    [InlineData("tasks/cancel", "{}", "taskId")]
    [InlineData("completion/complete", """{"ref":"greet"}""", "ref")]
    [InlineData("completion/complete", """{"ref":{"name":"greet"}}""", "ref")]
    [InlineData("completion/complete", """{"ref":{"type":"ref/prompt"}}""", "ref")]
    public void Read_OfAJudgedRequestWithoutWhatItIsJudgedBy_NamesTheMember(string method, string written, string member)
    {
        var problem = Problem(method, written);

        Assert.Equal(McpErrorCode.InvalidParams, problem?.Code);
        Assert.StartsWith($"\"params.{member}\" is missing or not", problem?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tools/call")]
    [InlineData("tools/list")]
    [InlineData("resources/read")]
    [InlineData("tasks/cancel")]
    public void Read_OfAJudgedRequestWithoutAnId_IsRefused(string method)
    {
        var (_, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","method":"{{{method}}}","params":{"name":"a","uri":"a","taskId":"a"}}"""));

        Assert.Equal($"A {method} without an \"id\" cannot be answered; a request with an \"id\" is accepted.", problem?.Message);
    }

    [Theory]
    [InlineData("ref", """{"type":"ref/prompt","name":"a","n\u0061me ":"b"}""", "name")]
    [InlineData("_meta", """{"io.modelcontextprotocol/related-task":{"TASKID":"t"}}""", "taskId")]
    public void Read_OfALookAlikeInANestedObject_IsRefused(string member, string value, string known) =>
        Assert.Contains($"could be taken for \"{known}\"", Problem("x", $$"""{"{{member}}":{{value}}}""")?.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ping\\u0001")]
    [InlineData(" Initialize")]
    [InlineData("logging/setLEVEL")]
    [InlineData("subscriptions/listen\u3000")]
    [InlineData("notifications/CANCELLED")]
    [InlineData("notif\u0131cations/initialized")]
    [InlineData("notifications/roots/list_changed\u2060")]
    [InlineData("tasks/upd\u00adate")]
    [InlineData("server/d\u0130scover")]
    [InlineData("completion/complete\\t")]
    public void Read_OfAMethodThatLooksLikeOneThatIsTreatedSpecially_IsRefused(string method)
    {
        var (_, problem) = EnvelopeReader.Read(Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}"}"""));

        Assert.Contains("could be taken for", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithCursor_OfARequestWhoseParamsAreNull_ReplacesTheNull() =>
        Assert.Equal(
            """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"next"}}""",
            Encoding.UTF8.GetString(ListRewriter.WithCursor(Accepted("tools/list", "null"), "\"next\""u8)));

    private static Envelope Accepted(string method, string written)
    {
        var (envelope, problem) = Read(method, written);
        Assert.Null(problem);
        return envelope;
    }

    private static WireProblem? Problem(string method, string written) => Read(method, written).Problem;

    private static (Envelope Envelope, WireProblem? Problem) Read(string method, string written) =>
        EnvelopeReader.Read(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{written}}}"""));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

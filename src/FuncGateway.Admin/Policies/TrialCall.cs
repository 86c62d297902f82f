using System.Runtime.InteropServices;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Policies;
using FuncGateway.Policies.Analysis.Explanations;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Json;

namespace FuncGateway.Admin.Policies;

/// <summary>A call to try under a policy. The set of cases is closed.</summary>
internal abstract record TrialCall
{
    private const string Methods = "tools/call, resources/read or prompts/get";

    private TrialCall()
    {
    }

    /// <summary>Decides the call.</summary>
    /// <param name="isChanged">Whether a tool is hidden because its definition has changed since it was accepted.</param>
    public abstract (Decision Decision, bool IsListed) Decide(Policy policy, Func<string, bool> isChanged);

    /// <summary>Explains the decision of the policy, which does not know of changed tools.</summary>
    /// <param name="reading">A document without problems.</param>
    public abstract CallExplanation Explain(PolicyReading reading);

    /// <summary>Reads the field <c>call</c>. Returns null if there are problems, which are noted.</summary>
    public static TrialCall? Read(BodyFields body)
    {
        if (body.Object("call", ["method", "name", "uri", "arguments"]) is not { } call)
        {
            return null;
        }

        var method = call.Has("method") ? call.Text("method", Methods) : "tools/call";
        switch (method)
        {
            case "tools/call":
                RefuseOther(call, "uri", method);
                return new OfTool(call.Text("name", "the name of a tool"), ReadArguments(call));
            case "prompts/get":
                RefuseOther(call, "uri", method);
                return new OfPrompt(call.Text("name", "the name of a prompt"), ReadArguments(call));
            case "resources/read":
                RefuseOther(call, "name", method);
                RefuseOther(call, "arguments", method);
                return new OfResource(call.Text("uri", "the URI of a resource"));
            case "":
                return null;
            default:
                call.Refuse($"The value is '{method}'. Accepted: {Methods}.", "method");
                return null;
        }
    }

    private static void RefuseOther(BodyFields call, string field, string method)
    {
        if (call.Has(field))
        {
            call.Refuse($"The method {method} does not have this field.", field);
        }
    }

    // Absent and null are the same, as in a call through the gateway.
    private static ReadOnlyMemory<byte> ReadArguments(BodyFields call)
    {
        if (call.Find("arguments") is not { ValueKind: not JsonValueKind.Null } arguments)
        {
            return default;
        }

        if (arguments.ValueKind != JsonValueKind.Object)
        {
            call.Refuse($"The value is {JsonKind.Name(arguments.ValueKind)}. Accepted: an object, or null.", "arguments");
            return default;
        }

        return JsonMarshal.GetRawUtf8Value(arguments).ToArray();
    }

    private sealed record OfTool(string Name, ReadOnlyMemory<byte> Arguments) : TrialCall
    {
        public override (Decision Decision, bool IsListed) Decide(Policy policy, Func<string, bool> isChanged) => isChanged(Name)
            ? (policy.DecideChanged(Name), false)
            : (policy.Decide(new ToolCall(Name, Arguments)), policy.Lists(Name));

        public override CallExplanation Explain(PolicyReading reading) => Explanation.Of(reading, Subject.Tool, Name, Arguments);
    }

    private sealed record OfPrompt(string Name, ReadOnlyMemory<byte> Arguments) : TrialCall
    {
        public override (Decision Decision, bool IsListed) Decide(Policy policy, Func<string, bool> isChanged) => (policy.DecidePrompt(Name, Arguments), policy.ListsPrompt(Name));

        public override CallExplanation Explain(PolicyReading reading) => Explanation.Of(reading, Subject.Prompt, Name, Arguments);
    }

    private sealed record OfResource(string Uri) : TrialCall
    {
        public override (Decision Decision, bool IsListed) Decide(Policy policy, Func<string, bool> isChanged) => (policy.DecideResource(Uri), policy.ListsResource(Uri));

        public override CallExplanation Explain(PolicyReading reading) => Explanation.Of(reading, Subject.Resource, Uri, default);
    }
}

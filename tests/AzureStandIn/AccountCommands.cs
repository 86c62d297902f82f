using System.Text.Json.Nodes;

namespace AzureStandIn;

internal sealed class AccountCommands(StateFile state)
{
    public Answer Run(CommandLine line) => line.Command switch
    {
        "az account show" => new Answer(new JsonObject
        {
            ["tenantId"] = state.Root["tenant"]?.DeepClone(),
            ["user"] = state.Root["account"]?.DeepClone(),
        }),
        _ => Answer.List(state.All("subscriptions")),
    };
}

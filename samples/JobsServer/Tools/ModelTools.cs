using System.ComponentModel;
using JobsServer.Jobs;
using ModelContextProtocol.Server;

namespace JobsServer.Tools;

/// <summary>Tools that use the models directly, without the queue.</summary>
[McpServerToolType]
public sealed class ModelTools(JobsServerOptions options, TimeProvider time)
{
    [McpServerTool(Name = "list-models", ReadOnly = true, UseStructuredContent = true)]
    [Description("Lists the models that take prompts.")]
    public static ModelList ListModels() =>
        new([.. LanguageModel.All.Select(model => new ModelView(model.Name, model.Description))]);

    [McpServerTool(Name = "call-all-llms", ReadOnly = true, UseStructuredContent = true)]
    [Description("Puts one prompt to every model and waits for all their answers.")]
    public async Task<ModelAnswers> CallAllAsync([Description("The prompt, at most 20,000 characters.")] string prompt, CancellationToken cancellationToken)
    {
        await Task.Delay(options.TimeFor(JobTools.Checked(prompt)), time, cancellationToken);
        return new ModelAnswers([.. LanguageModel.All.Select(model => new ModelAnswer(model.Name, model.Answer(prompt)))]);
    }
}

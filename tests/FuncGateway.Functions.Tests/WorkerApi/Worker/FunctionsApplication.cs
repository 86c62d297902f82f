namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Only its shape: nothing here starts a worker.</summary>
public class FunctionsApplication
{
    public FunctionsApplication()
    {
    }

    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
